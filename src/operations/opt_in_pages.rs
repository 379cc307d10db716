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

/// Makes a page, with a text in every language to agree to where there is none yet.
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

/// There is a text for every channel and language.
async fn offer_wordings(db: &mut Db<'_>, context: &Context, scope: Scope) -> Outcome<()> {
    let profile = db.default_profile(scope).await?.ok_or(OperationError::Internal("a merchant without a profile"))?;
    for channel in Channel::ALL {
        for language in Language::ALL {
            if db.offered_wording(scope, *channel, language).await?.is_none() {
                let text = default_wording(*channel, language, &profile.display_name);
                keep_wording(db, context, scope, (*channel, language), &text, Some(None)).await?;
            }
        }
    }
    Ok(())
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

/// The texts to agree to in a language, one for every channel.
pub async fn read_wordings(context: &Context, scope: Scope, language: Language) -> Outcome<Vec<Wording>> {
    let found = wordings_in(context, scope, language).await?;
    if found.len() == Channel::ALL.len() {
        return Ok(found);
    }
    // The page is older than the language: what people agree to has to be written down before they are shown it.
    let offered = context.store.transact((context.clone(), scope), |db, (context, scope)| {
        Box::pin(async move { offer_wordings(db, context, *scope).await })
    });
    match offered.await {
        // Somebody else opened it at the same time.
        Ok(()) | Err(OperationError::Conflict { .. }) => wordings_in(context, scope, language).await,
        Err(error) => Err(error),
    }
}

async fn wordings_in(context: &Context, scope: Scope, language: Language) -> Outcome<Vec<Wording>> {
    let mut session = context.store.read().await?;
    let mut db = session.db();
    let mut found = Vec::new();
    for channel in Channel::ALL {
        found.extend(db.offered_wording(scope, *channel, language).await?);
    }
    Ok(found)
}

/// The texts that stand on the pages, in every language.
pub async fn offered_wordings(context: &Context, scope: Scope) -> Outcome<Vec<Wording>> {
    let mut found = Vec::new();
    for language in Language::ALL {
        found.extend(wordings_in(context, scope, language).await?);
    }
    Ok(found)
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
        if matches!(meaning(&word), InboundMeaning::Stop | InboundMeaning::Help | InboundMeaning::MaybeStop) {
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
