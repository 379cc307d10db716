//! Where people sign up for messages: the form, what comes next, and the confirmation that they are led to by what was sent to them.

use super::frame::Frame;
use super::state::{State, Tone, sign};
use super::style::Style;
use super::{FOREVER, Page, RenderedPage, send};
use crate::domain::channel::Channel;
use crate::domain::consent::Wording;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::merchant::Profile;
use crate::i18n::{Arg, text_with};
use askama::Template;

/// What all these pages are made of.
#[derive(Clone, Copy)]
pub struct JoinInput<'a> {
    /// The merchant's look.
    pub profile: &'a Profile,
    /// Of the page.
    pub language: Language,
    /// Where it is: "/join/…".
    pub path: &'a str,
    /// Real messages, or pretended ones.
    pub live: bool,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// As it should be addressed.
    pub name: String,
    /// Number.
    pub phone: String,
    /// Mail address.
    pub email: String,
}

/// What became of a wish.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Joined {
    /// If all is well, a message is on its way.
    Asked,
    /// The address says yes: asks whether it is meant.
    Confirm(Channel),
    /// It is agreed.
    Done(Channel),
    /// The link was too old.
    TooLate,
}

#[derive(Template)]
#[template(path = "pay/join.html", whitespace = "minimize")]
struct JoinPage {
    frame: Frame,
    headline: String,
    lead: String,
    action: String,
    typed: Typed,
    name_error: Option<String>,
    phone_error: Option<String>,
    email_error: Option<String>,
    agree_error: Option<String>,
    wordings: Vec<Agreed>,
    wrong: bool,
}

struct Agreed {
    title: String,
    reference: String,
    text: String,
}

#[derive(Template)]
#[template(path = "pay/joined.html", whitespace = "minimize")]
struct JoinedPage {
    frame: Frame,
    state: State,
    text: Option<String>,
    ask: Option<(String, String)>,
}

impl JoinInput<'_> {
    fn say(&self, key: &str) -> String {
        text_with(self.language, key, &[("merchant", Arg::from(self.profile.display_name.as_str()))])
    }

    fn frame(&self, headline: &str) -> Frame {
        let headline = headline.replace('\u{ad}', "");
        let args = [("headline", headline.into()), ("merchant", self.profile.display_name.as_str().into())];
        let title = text_with(self.language, "pay-title", &args);
        Frame::around(self.profile, (self.language, self.path), self.live, title, Style::of_form)
    }
}

/// The form, fresh or with what is wrong. The box is never ticked beforehand.
pub fn render_join(input: &JoinInput<'_>, wordings: &[Wording], typed: Typed, errors: &[FieldError]) -> RenderedPage {
    let headline = input.say("pay-join-headline");
    let error = |field: &str| {
        let fault = errors.iter().find(|error| error.field == field)?;
        let key = match (field, fault.code) {
            ("payer.phone", "required") => "pay-join-error-nowhere",
            ("payer.phone", "too_many_today") => "pay-join-error-full",
            ("payer.phone", _) => "pay-join-error-phone",
            ("payer.email", _) => "pay-join-error-email",
            ("agree", "changed") => "pay-join-error-changed",
            ("agree", _) => "pay-join-error-agree",
            _ => "pay-join-error-name",
        };
        Some(input.say(key))
    };
    let agreed = wordings.iter().map(|wording| Agreed {
        title: input.say(&format!("pay-join-by-{}", wording.channel)),
        reference: wording.reference(),
        text: wording.text.clone(),
    });
    let page = JoinPage {
        frame: input.frame(&headline),
        lead: input.say("pay-join-lead"),
        action: format!("{}?lang={}", input.path, input.language.tag()),
        name_error: error("payer.name"),
        phone_error: error("payer.phone"),
        email_error: error("payer.email"),
        agree_error: error("agree"),
        wordings: agreed.collect(),
        wrong: !errors.is_empty(),
        typed,
        headline,
    };
    send(&page, FOREVER)
}

/// What became of it. `wording`: the text that is confirmed.
pub fn render_joined(input: &JoinInput<'_>, what: Joined, wording: Option<&str>) -> RenderedPage {
    let (word, tone, sign, channel) = match what {
        Joined::Asked => ("asked", Tone::Calm, sign::ARROW, None),
        Joined::Confirm(channel) => ("confirm", Tone::Calm, sign::QUESTION, Some(channel)),
        Joined::Done(channel) => ("done", Tone::Good, sign::TICK, Some(channel)),
        Joined::TooLate => ("too-late", Tone::Warn, sign::CLOCK, None),
    };
    let suffix = channel.map(|channel| format!("-{channel}")).unwrap_or_default();
    let headline = input.say(&format!("pay-join-{word}-headline{suffix}"));
    let then = match what {
        Joined::Asked => vec![input.say("pay-join-asked-then"), input.say("pay-join-asked-stopped")],
        Joined::Confirm(_) => Vec::new(),
        Joined::Done(_) | Joined::TooLate => vec![input.say(&format!("pay-join-{word}-then{suffix}"))],
    };
    let action = format!("{}?lang={}", input.path, input.language.tag());
    let page = JoinedPage {
        frame: input.frame(&headline),
        state: State { tone, sign, headline, money: None, then },
        text: wording.map(str::to_owned).filter(|_| matches!(what, Joined::Confirm(_))),
        ask: matches!(what, Joined::Confirm(_)).then(|| (action, input.say("pay-join-confirm-do"))),
    };
    send(&page, FOREVER)
}

impl Page for JoinPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }

    fn status(&self) -> u16 {
        if self.wrong { 422 } else { 200 }
    }
}

impl Page for JoinedPage {
    fn frame(&self) -> &Frame {
        &self.frame
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::profile;
    use super::*;
    use crate::domain::scope::Scope;
    use crate::domain::time::Timestamp;

    fn wording(channel: Channel, language: Language) -> Wording {
        Wording {
            scope: Scope { merchant: crate::domain::ids::MerchantId(uuid::Uuid::nil()), live: false },
            channel,
            language,
            version: 3,
            text: "Ja, <b>gern</b>.".into(),
            offered: true,
            created_at: Timestamp::from_millis(0),
            created_by: None,
        }
    }

    #[test]
    fn the_text_is_shown_whole_and_the_box_is_not_ticked() {
        let profile = profile();
        for language in Language::ALL {
            let input = JoinInput { profile: &profile, language, path: "/join/x", live: true };
            let wordings = [wording(Channel::Sms, language), wording(Channel::Email, language)];
            let fresh = render_join(&input, &wordings, Typed::default(), &[]);
            assert!(fresh.html.contains("Ja, &#60;b&#62;gern&#60;/b&#62;.") && !fresh.html.contains("<b>gern"));
            assert!(fresh.html.contains("type=\"checkbox\"") && !fresh.html.contains(" checked"));
            assert!(fresh.html.contains(&format!("value=\"sms/{}/3\"", language.tag())));
            let faults = [FieldError::new("payer.phone", "invalid", ""), FieldError::new("agree", "required", "")];
            let typed = Typed { phone: "ruf \"an\"".into(), ..Typed::default() };
            let wrong = render_join(&input, &wordings, typed, &faults);
            assert_eq!(wrong.status, 422);
            assert!(wrong.html.contains("ruf &#34;an&#34;") && wrong.html.contains("aria-invalid=\"true\""));
            for what in [Joined::Asked, Joined::Confirm(Channel::Sms), Joined::Done(Channel::Email), Joined::TooLate] {
                let page = render_joined(&input, what, Some("Ja."));
                assert_eq!(page.html.contains("<form"), matches!(what, Joined::Confirm(_)));
            }
        }
    }
}
