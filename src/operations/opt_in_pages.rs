//! Pages on which people sign up for messages: made, shown and closed by the merchant; and the words that do the same by SMS.

use super::note_consent::keep_wording;
use super::{Context, OperationError, Outcome};
use crate::config::origin_text;
use crate::domain::channel::Channel;
use crate::domain::consent::Wording;
use crate::domain::ids::{OptInPageId, UserId};
use crate::domain::inbound_message::InboundMeaning;
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::domain::opt_in::OptInPage;
use crate::domain::pay_token::PayToken;
use crate::domain::scope::Scope;
use crate::domain::text::line;
use crate::messaging::keywords::meaning;
use crate::messaging::sign_up::default_wording;
use crate::store::Db;

/// Makes a page, with the built-in texts to agree to where there are none yet.
pub async fn create_opt_in_page(
    context: &Context,
    scope: Scope,
    name: &str,
    user: Option<UserId>,
) -> Outcome<OptInPage> {
    let name = line("name", name, 60).map_err(|fault| OperationError::Invalid(vec![fault]))?;
    let name = name.ok_or_else(|| OperationError::field("name", "required", "Say where it hangs, like Counter."))?;
    let now = context.now();
    let page = OptInPage {
        scope,
        id: OptInPageId(context.random.uuid(now)),
        name,
        token: context.random.pay_token(),
        created_at: now,
        revoked_at: None,
    };
    context
        .store
        .transact((context.clone(), page.clone(), user), |db, (context, page, user)| {
            Box::pin(async move {
                offer_wordings(db, context, page.scope).await?;
                db.insert_opt_in_page(page, *user).await.map_err(OperationError::from)
            })
        })
        .await?;
    Ok(page)
}

/// There is a built-in text where one is lacking.
async fn offer_wordings(db: &mut Db<'_>, context: &Context, scope: Scope) -> Outcome<()> {
    let profile = db.default_profile(scope).await?.ok_or(OperationError::Internal("a merchant without a profile"))?;
    let offered = db.offered_wordings(scope).await?;
    for (channel, language, text) in lacking(&offered, &profile.display_name) {
        keep_wording(db, context, scope, (channel, language), &text, Some(None)).await?;
    }
    Ok(())
}

/// The built-in texts that are to stand on pages and do not. Somebody who wrote a text of their own stands for it: no other language is added to
/// that unasked. A built-in text names the merchant as it is called now.
fn lacking(offered: &[Wording], merchant: &str) -> Vec<(Channel, Language, String)> {
    let all_built_in = offered.iter().all(|wording| wording.created_by.is_none());
    let mut found = Vec::new();
    for channel in Channel::ALL {
        for language in Language::ALL {
            let text = default_wording(*channel, language, merchant);
            let is_lacking = match offered_in(offered, *channel, language) {
                Some(known) => known.created_by.is_none() && known.text != text,
                None => all_built_in || offered.iter().any(|wording| wording.language == language),
            };
            if is_lacking {
                found.push((*channel, language, text));
            }
        }
    }
    found
}

fn offered_in(offered: &[Wording], channel: Channel, language: Language) -> Option<&Wording> {
    offered.iter().find(|wording| (wording.channel, wording.language) == (channel, language))
}

/// From now on its link is dead; wishes that came by it can still be confirmed.
pub async fn revoke_opt_in_page(context: &Context, scope: Scope, id: OptInPageId) -> Outcome<()> {
    let now = context.now();
    let revoked = context
        .store
        .transact((scope, id, now), |db, (scope, id, now)| {
            Box::pin(async move { db.revoke_opt_in_page(*scope, *id, *now).await })
        })
        .await?;
    if revoked { Ok(()) } else { Err(OperationError::NotFound) }
}

/// The pages whose links work.
pub async fn list_opt_in_pages(context: &Context, scope: Scope) -> Outcome<Vec<OptInPage>> {
    Ok(context.store.read().await?.db().opt_in_pages(scope).await?)
}

/// With the origin, as a camera needs it.
pub fn join_url(context: &Context, page: &OptInPage) -> String {
    format!("{}/join/{}", origin_text(&context.config.public_url), page.token.reveal())
}

/// What a page is made of.
#[derive(Clone, Debug)]
pub struct JoinData {
    /// The page.
    pub page: OptInPage,
    /// How the merchant's pages look.
    pub profile: Profile,
}

/// What a link opens. Unknown, revoked and mistyped ones look alike.
pub async fn read_join(context: &Context, token: PayToken) -> Outcome<JoinData> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let page = db.find_opt_in_page(&token).await?.ok_or(OperationError::NotFound)?;
    let profile = db.default_profile(page.scope).await?.ok_or(OperationError::NotFound)?;
    Ok(JoinData { page, profile })
}

/// The texts to agree to, one for every channel, and their language: the one asked for where there are any in it, else that of the profile.
pub async fn read_wordings(context: &Context, data: &JoinData, asked: Language) -> Outcome<(Language, Vec<Wording>)> {
    let scope = data.page.scope;
    let mut offered = offered_wordings(context, scope).await?;
    if !lacking(&offered, &data.profile.display_name).is_empty() {
        // The page is older than a language, or than the merchant's name: what people agree to has to be written down before they are shown it.
        let writing = context.store.transact((context.clone(), scope), |db, (context, scope)| {
            Box::pin(async move { offer_wordings(db, context, *scope).await })
        });
        match writing.await {
            // Somebody else opened it at the same time.
            Ok(()) | Err(OperationError::Conflict { .. }) => offered = offered_wordings(context, scope).await?,
            Err(error) => return Err(error),
        }
    }
    let of = |language: Language| {
        let found = Channel::ALL.iter().map(|channel| offered_in(&offered, *channel, language).cloned());
        found.collect::<Option<Vec<_>>>().map(|wordings| (language, wordings))
    };
    let languages = [asked, data.profile.language].into_iter().chain(Language::ALL);
    languages.into_iter().find_map(of).ok_or(OperationError::Internal("a page without texts to agree to"))
}

/// The texts that stand on the pages, in every language that has any.
pub async fn offered_wordings(context: &Context, scope: Scope) -> Outcome<Vec<Wording>> {
    Ok(context.store.read().await?.db().offered_wordings(scope).await?)
}

/// So many words sign up by SMS.
const MOST_WORDS: usize = 10;

/// The words that sign somebody up by SMS from now on, separated by commas.
pub async fn save_sign_up_words(context: &Context, scope: Scope, text: &str) -> Outcome<()> {
    let mut words = Vec::new();
    for word in text.split(',') {
        let word = line("words", word, 30).map_err(|fault| OperationError::Invalid(vec![fault]))?;
        let Some(word) = word else { continue };
        // A word that means something else already would end messages and begin them at once.
        let means_more = match meaning(&word) {
            InboundMeaning::Stop | InboundMeaning::WrongNumber | InboundMeaning::Help | InboundMeaning::MaybeStop => {
                true
            }
            InboundMeaning::Start | InboundMeaning::Reply => false,
        };
        if means_more {
            let detail = format!("{word} means something else: it ends messages, or asks for help. Take another word.");
            return Err(OperationError::field("words", "reserved", &detail));
        }
        words.push(word);
    }
    if words.len() > MOST_WORDS {
        return Err(OperationError::field("words", "too_many", "Use at most ten words."));
    }
    context
        .store
        .transact((scope, words), |db, (scope, words)| {
            Box::pin(async move {
                let mut settings = db.message_settings(*scope).await?;
                settings.opt_in_words.clone_from(words);
                db.save_message_settings(*scope, &settings).await.map_err(OperationError::from)
            })
        })
        .await
}
