use super::*;
use proptest::prelude::*;

const REQUEST: &str = "Guten Tag {{ payer.name }}, {{ merchant.name }} bittet um {{ amount }}: {{ link }}";

fn faults(source: &str, slot: Slot, purpose: Purpose) -> Vec<TemplateError> {
    check(source, slot, purpose).expect_err(source)
}

/// Code, line, column and suggestion of the only fault.
fn fault(source: &str) -> (&'static str, usize, Option<usize>, Option<String>) {
    let mut errors = faults(source, Slot::Sms, Purpose::Request);
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors.remove(0);
    (error.code, error.line, error.column, error.suggestion)
}

fn sms(source: &str, facts: &Facts) -> String {
    render(source, Slot::Sms, facts).unwrap()
}

#[test]
fn a_good_template_is_shown_with_its_price() {
    let checked = check(REQUEST, Slot::Sms, Purpose::Request).unwrap();
    assert_eq!(checked.uses, ["amount", "link", "merchant.name", "payer.name"]);
    assert_eq!(
        checked.preview,
        "Guten Tag Erika Mustermann, Klempnerei Nord bittet um 119,00 €: https://pay.example/p/AbCdEfGhIjKlMnOpQrStUv"
    );
    assert_eq!(checked.segments.map(|segments| segments.parts), Some(1));
    assert_eq!(check("{{ amount }} offen", Slot::EmailSubject, Purpose::Request).unwrap().segments, None);
}

#[test]
fn an_unknown_variable_is_told_with_its_place_and_what_was_meant() {
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(fault("Hallo\n  {{ ammount }} {{ link }}"), ("unknown_variable", 2, Some(6), some("amount")));
    assert_eq!(fault("{{ name }} {{ link }}").3, some("payer.name"));
    assert_eq!(fault("{{ payer.frist_name }} {{ link }}").3, some("payer.first_name"));
    assert_eq!(fault("Grüße ä {{ suport.phone }}{{ link }}"), ("unknown_variable", 1, Some(12), some("support.phone")));
    assert_eq!(fault("{% if betrag %}x{% endif %}{{ link }}"), ("unknown_variable", 1, Some(7), None));
    assert_eq!(fault("{{ metadata }}{{ link }}").3, some("metadata.<key>"));
    assert_eq!(fault("{{ payer }}{{ link }}").0, "unknown_variable");
    assert_eq!(fault("{{ fällig }}{{ link }}").0, "unknown_variable");
    let wrong_purpose = faults("{{ link }}", Slot::Sms, Purpose::Help).remove(0);
    assert!(wrong_purpose.detail.contains("in messages of this purpose"), "{wrong_purpose:?}");
}

#[test]
fn all_faults_are_told_at_once() {
    let errors =
        faults("{{ ammount }}\n{% for x in y %}\n{{ link|shout }}\n4242 4242 4242 4242", Slot::Sms, Purpose::Request);
    let told: Vec<_> = errors.iter().map(|error| (error.code, error.line)).collect();
    assert_eq!(told, [("unknown_variable", 1), ("not_offered", 2), ("unknown_filter", 3), ("card_number", 4)]);
}

#[test]
fn what_cannot_be_read_is_told_with_its_line() {
    for (source, line) in
        [("{{ link", 1), ("{{ link }}\n{% if amount %}", 2), ("\n{{ link }} {{ amount amount }}", 2), ("{{ }}", 1)]
    {
        let (code, at, ..) = fault(source);
        assert_eq!((code, at), ("syntax", line), "{source}");
    }
}

#[test]
fn templates_insert_and_choose_and_do_nothing_else() {
    for source in [
        "{{ 'a' * 100000000 }}{{ link }}",
        "{{ link ~ link }}",
        "{{ days_left + 1 }}{{ link }}",
        "{{ link[0] }}{{ link }}",
        "{% set x = link %}{{ link }}",
        "{% macro x() %}{% endmacro %}{{ link }}",
        "{% include 'x' %}{{ link }}",
        "{% raw %}{{ link }}{% endraw %}",
        "{{ range(9) }}{{ link }}",
        "{{ link.upper() }}",
        "{{ link|upper.x }}",
        "{{ [link] }}",
        "{{ {1: link} }}",
    ] {
        let errors = faults(source, Slot::Sms, Purpose::Request);
        let code = errors[0].code;
        assert!(code == "not_offered" || code == "unknown_variable", "{source}: {errors:?}");
        assert!(render(source, Slot::Sms, &Facts::sample()).is_err(), "{source}");
    }
    let (code, _, _, suggestion) = fault("{% if amount %}{% elseif link %}{% endif %}{{ link }}");
    assert_eq!((code, suggestion), ("not_offered", Some("else".to_owned())));
    assert_eq!(fault("{{ link|safe }}").0, "unknown_filter");
    assert_eq!(fault("{% if link is mapping %}{% endif %}{{ link }}").0, "unknown_test");
}

#[test]
fn who_is_asked_for_money_gets_the_link_whatever_is_known() {
    for source in [
        "Bitte zahlen Sie.",
        "{% if payer.name %}{{ link }}{% endif %}",
        "{% if can_reply %}{{ link }}{% else %}x{% endif %}",
        "{{ link|upper }}",
        "{{ link|fit }} und so viel Text, dass der Link nicht mehr in die Nachricht passt, denn sie darf ja nur aus einem einzigen Teil \
         bestehen, und so fällt er weg.",
    ] {
        assert_eq!(fault(source).0, "no_link", "{source}");
    }
    assert!(check("Vielen Dank", Slot::Sms, Purpose::Paid).is_ok());
    assert!(check("{{ amount }} offen", Slot::EmailSubject, Purpose::Request).is_ok());
}

#[test]
fn lengths_are_limited() {
    assert_eq!(fault(" \n ").0, "empty");
    assert_eq!(fault(&"x".repeat(2_001)).0, "too_long");
    assert_eq!(fault(&"x".repeat(1_999)).0, "too_long");
    assert_eq!(fault(&format!("{}{{{{ link }}}}", "x".repeat(1_600))).0, "too_long");
    let long = Facts { description: Some("ä".repeat(4_000)), ..Facts::sample() };
    let source = "{{ description }}".repeat(100);
    assert_eq!(render(&source, Slot::Sms, &long).unwrap_err().code, "too_long");
}

#[test]
fn the_fuel_is_enough_for_every_template_that_may_be_saved() {
    let source = "{{ link }}".repeat(1_000);
    assert_eq!(
        render(&source, Slot::EmailText, &Facts { link: Some("x".to_owned()), ..Facts::sample() }).unwrap().len(),
        1_000
    );
    let conditions = "{% if 1<2 %}{% endif %}".repeat(430) + "x";
    assert_eq!(render(&conditions, Slot::EmailText, &Facts::sample()).unwrap(), "x");
}

#[test]
fn card_numbers_stand_in_no_template() {
    assert_eq!(fault("Karte 4242 4242 4242 4242\n{{ link }}").0, "card_number");
    assert!(check("Tel. +49 151 12345678 {{ link }}", Slot::Sms, Purpose::Request).is_ok());
}

#[test]
fn what_is_not_known_and_must_be_makes_it_fail() {
    let mut facts = Facts { link: None, ..Facts::sample() };
    let error = render("Hallo\n{{ link }}", Slot::Sms, &facts).unwrap_err();
    assert_eq!((error.code, error.line, error.column), ("missing", 2, Some(4)));
    assert_eq!(error.detail, "\"link\" is not known for this message.");

    let error = render("{{ metadata.vehicle }}", Slot::Sms, &facts).unwrap_err();
    assert_eq!((error.code, error.suggestion.as_deref()), ("missing", Some("metadata.vehicle|default(\"\")")));
    assert_eq!(sms("{{ metadata.vehicle|default('kein Auto') }}", &facts), "kein Auto");
    assert_eq!(sms("{% if metadata.vehicle is not defined %}nein{% endif %}", &facts), "nein");
    facts.metadata.insert("vehicle".to_owned(), "FL-X 1".to_owned());
    assert_eq!(sms("{{ metadata.vehicle }}", &facts), "FL-X 1");
}

#[test]
fn what_a_request_may_lack_is_nothing() {
    let facts = Facts::sparse_sample();
    assert_eq!(sms("Hallo {{ payer.name }}, {{ payer.name|default('Kunde') }}.", &facts), "Hallo , Kunde.");
    assert_eq!(sms("{% if payer.name or days_left %}x{% else %}y{% endif %}", &facts), "y");
    assert_eq!(sms("{% if days_left == 30 and can_reply %}ja{% endif %}", &Facts::sample()), "ja");
    assert_eq!(
        sms("{{ days_overdue }} {{ support.email|upper }}", &Facts::sample()),
        "3 KONTAKT@KLEMPNEREI-NORD.EXAMPLE"
    );
}

#[test]
fn text_stays_text_and_an_sms_stays_cheap() {
    let facts = Facts { description: Some("<b>{{ link }}</b> „Rohr“ – neu".to_owned()), ..Facts::sample() };
    assert_eq!(sms("{{ description }}", &facts), "<b>{{ link }}</b> \"Rohr\" - neu");
    let mail = render("a\r\n\r\n\r\n{{ description }}  \n", Slot::EmailText, &facts).unwrap();
    assert_eq!(mail, "a\n\n<b>{{ link }}</b> „Rohr“ – neu");
    let mail = render("{{ description|fit(before='» ') }}", Slot::EmailText, &facts).unwrap();
    assert_eq!(mail, "» <b>{{ link }}</b> „Rohr“ – neu");
    assert_eq!(render("a\n b\t{{ amount }}", Slot::EmailSubject, &facts).unwrap(), "a b 119,00 €");
}

#[test]
fn the_description_gives_way_then_what_is_spare_then_names() {
    let source = "{{ payer.name|shorten }}: {{ amount }}{{ description|fit(before=' für ') }}. {{ link }}{{ ' Ende: STOP'|spare }}";
    let facts = |name: usize, description: usize| Facts {
        payer_name: Some("N".repeat(name)),
        description: Some("D".repeat(description)),
        link: Some("L".repeat(37)),
        ..Facts::sample()
    };
    let full = sms(source, &facts(20, 60));
    assert!(full.contains(&format!(" für {}.", "D".repeat(60))) && full.ends_with("STOP"), "{full}");
    let shortened = sms(source, &facts(20, 90));
    assert!(shortened.contains("DDD... L") && shortened.ends_with("STOP"), "{shortened}");
    assert_eq!(measure(&shortened).left_in_last_part, 0, "nothing is wasted");
    let spared = sms(source, &facts(92, 90));
    assert!(spared.contains(" für DDDDDDDDDDD... L") && !spared.contains("STOP"), "{spared}");
    let neither = sms(source, &facts(98, 90));
    assert_eq!(neither, format!("{}: 119,00 €. {} Ende: STOP", "N".repeat(98), "L".repeat(37)));
    let name_only = sms(source, &facts(110, 90));
    assert_eq!(name_only, format!("{}: 119,00 €. {}", "N".repeat(110), "L".repeat(37)));
    let all = sms(source, &facts(120, 90));
    assert!(all.contains("NN...: 119") && !all.contains('D') && measure(&all).parts == 1, "{all}");
}

#[test]
fn a_text_is_shortened_at_the_end_of_a_word() {
    let source = "{{ description|fit }} {{ link }}";
    let facts = Facts {
        description: Some("Reparatur der Wasserleitung, Küche und Bad".to_owned()),
        link: Some("L".repeat(128)),
        ..Facts::sample()
    };
    assert_eq!(sms(source, &facts), format!("Reparatur der Wasserleitung... {}", "L".repeat(128)));
}

#[test]
fn what_costs_more_letters_is_cut_only_as_far_as_a_part_is_saved() {
    let source = "{{ payer.name }} {{ description|fit }}";
    let facts = |description: &str| Facts {
        payer_name: Some("N".repeat(100)),
        description: Some(description.to_owned()),
        ..Facts::sample()
    };
    // One ç makes three parts of it; without that end it is one.
    assert_eq!(sms(source, &facts("Fenster und Tür, François")), format!("{} Fenster und Tür...", "N".repeat(100)));
    assert_eq!(sms(source, &facts("Fenster und Tür")), format!("{} Fenster und Tür", "N".repeat(100)));
    let always = "ł {{ description|fit }}";
    assert_eq!(sms(always, &facts("kurz")), "ł kurz");
}

#[test]
fn a_line_with_only_a_condition_leaves_no_trace() {
    let source = "a\n{% if amount %}\nb{% if link %} c{% endif %}\r\n  {% else %}\n  x\n{% endif %}\nd\n{{ nothing }}";
    let error = render(source, Slot::EmailText, &Facts::sample()).unwrap_err();
    assert_eq!((error.line, error.column), (8, Some(4)), "{error:?}");
    let source = source.replace("{{ nothing }}", "e");
    assert_eq!(render(&source, Slot::EmailText, &Facts::sample()).unwrap(), "a\nb c\nd\ne");
}

#[test]
fn a_template_of_ill_will_is_laid_out_in_bounded_time() {
    let facts = Facts { description: Some("ab ".repeat(46)), ..Facts::sample() };
    let text = render(&"{{ description|fit }}".repeat(9), Slot::Sms, &facts).unwrap();
    assert_eq!(measure(&text).parts, 1, "the ninth stays whole: {text}");
    assert_eq!(render(&"{{ description|fit }}".repeat(90), Slot::Sms, &facts).unwrap_err().code, "too_long");
}

#[test]
fn subjects_fit_a_line() {
    let facts = Facts { description: Some("D ".repeat(60)), ..Facts::sample() };
    let subject = render("{{ amount }}{{ description|fit(before=': ') }}", Slot::EmailSubject, &facts).unwrap();
    assert!(
        subject.chars().count() <= 78 && subject.starts_with("119,00 €: D D") && subject.ends_with("..."),
        "{subject}"
    );
}

#[test]
fn marks_from_outside_mean_nothing() {
    let facts = Facts { description: Some("a\u{fdd2}b\u{fdd3}c\u{fdd4}".to_owned()), ..Facts::sample() };
    assert_eq!(sms("{{ description }}", &facts), "abc");
    assert_eq!(sms("\u{fdd1}x{{ description|fit|spare|upper }}", &facts), "xABC");
    assert!(render("{{ description|fit(behind='x') }}", Slot::Sms, &facts).is_err());
}

proptest! {
    #[test]
    fn no_template_panics_or_runs_away(source in "(\\{\\{|\\}\\}|\\{%|%\\}|\\{#|#\\}|if|endif|link|amount|[ -~ä€\n]){0,40}") {
        let _ = check(&source, Slot::Sms, Purpose::Request);
        if let Ok(text) = render(&source, Slot::Sms, &Facts::sample()) {
            prop_assert!(text.chars().count() <= Slot::Sms.longest_output());
        }
    }

    #[test]
    fn a_variable_of_the_engine_is_never_overlooked(name in "[a-z_]{1,8}", shape in 0..5_usize) {
        let source = [
            format!("{{{{ {name} }}}}"),
            format!("{{% if not {name} %}}{{% endif %}}"),
            format!("{{{{ amount|default({name}) }}}}"),
            format!("{{{{- '}}}}' if {name} == '%}}' else 1 -}}}}"),
            format!("{{# {{{{ #}}{{{{ amount|fit(before={name}) }}}}"),
        ][shape].clone();
        let read: BTreeSet<String> = Syntax::of(&source).uses.into_iter().map(|(name, _)| name).collect();
        // The engine takes words like "if" for variables where it expects one; such a template is refused when it is tried.
        for variable in engine::variables(&source).into_iter().filter(|name| !syntax::WORDS.contains(&name.as_str())) {
            prop_assert!(read.contains(&variable), "{} in {}", variable, source);
        }
    }

    #[test]
    fn an_sms_never_needs_more_parts_than_at_its_shortest(name in "[a-zA-Zäł ]{0,60}", description in "[a-z ç]{0,140}") {
        let facts = Facts { payer_name: Some(name), description: Some(description), ..Facts::sample() };
        let source = "{{ payer.name|shorten }} {{ merchant.name }}{{ description|fit(before=': ') }} {{ link }}";
        let bare = "{{ payer.name|shorten }} {{ merchant.name }} {{ link }}";
        prop_assert!(measure(&sms(source, &facts)).parts <= measure(&sms(bare, &facts)).parts);
    }
}
