//! Numbers of all countries, however they are written.

use super::plan::tests::examples;
use super::*;
use proptest::prelude::*;
use rlibphonenumber::PhoneNumberFormat;

fn read_in(text: &str, country: &str) -> Result<String, &'static str> {
    read("p", text, country).map(|number| number.unwrap_or_default()).map_err(|fault| fault.code)
}

#[test]
fn numbers_are_brought_into_the_form_of_e_164() {
    for (written, country, kept) in [
        ("+49 (151) 1234-5678", "DE", "+4915112345678"),
        ("+49 (0) 151 12345678", "DE", "+4915112345678"),
        ("0049 461 1234567", "FR", "+494611234567"),
        ("+49 151 12345678", "US", "+4915112345678"),
        ("0151 12345678", "DE", "+4915112345678"),
        ("(0461) 12 34 567", "DE", "+494611234567"),
        ("0461/1234567", "DE", "+494611234567"),
        ("0664 1234567", "AT", "+436641234567"),
        ("079 123 45 67", "CH", "+41791234567"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("07700 900123", "GB", "+447700900123"),
        ("06 30 123 4567", "HU", "+36301234567"),
        ("612 345 678", "ES", "+34612345678"),
        ("20 12 34 56", "DK", "+4520123456"),
        ("06 6982 1234", "IT", "+390669821234"),
        ("333 123 4567", "IT", "+393331234567"),
        ("(212) 555-0123", "US", "+12125550123"),
        ("1-212-555-0123", "US", "+12125550123"),
        ("011 49 151 12345678", "US", "+4915112345678"),
        ("8 (912) 345-67-89", "RU", "+79123456789"),
        ("098765 43210", "IN", "+919876543210"),
    ] {
        assert_eq!(read_in(written, country).as_deref(), Ok(kept), "{written} in {country}");
    }
    assert_eq!(read("p", "  ", "DE"), Ok(None));
    assert_eq!(read("p", "\u{202a}\u{200b}\u{202c}", "DE"), Ok(None));
}

#[test]
fn a_zero_for_calls_within_the_country_falls_away_where_the_country_has_one() {
    for (written, kept) in [
        ("+43 0664 1234567", "+436641234567"),
        ("+44 (07700) 900123", "+447700900123"),
        ("0033 06 12 34 56 78", "+33612345678"),
        ("+36 06 30 123 4567", "+36301234567"),
        ("+49 0151 12345678", "+4915112345678"),
        ("0049 (0)151 12345678", "+4915112345678"),
        ("+31 (0)6 12345678", "+31612345678"),
        ("+41 079 123 45 67", "+41791234567"),
        ("+353 (0)86 123 4567", "+353861234567"),
        ("+46 (0) 70 123 45 67", "+46701234567"),
        ("+34 (0) 612 345 678", "+34612345678"),
    ] {
        assert_eq!(read_in(written, "DE").as_deref(), Ok(kept), "{written}");
    }
    for written in
        ["+34 0612 345 678", "+420 0601 123 456", "+352 0621 123 456", "+47 0 412 34 567", "+45 020 12 34 56"]
    {
        assert_eq!(read_in(written, "DE"), Err("trunk_zero"), "{written}");
    }
    assert_eq!(read_in("0612 345 678", "ES"), Err("trunk_zero"));
}

#[test]
fn a_zero_that_belongs_to_a_number_stays() {
    for (written, country, kept) in [
        ("+39 (0)6 6982 1234", "DE", "+390669821234"),
        ("+39 06 6982 1234", "DE", "+390669821234"),
        ("+39 6 6982 1234", "DE", "+390669821234"),
        ("+39 (0) 333 123 4567", "DE", "+393331234567"),
        ("+378 (0549) 886377", "DE", "+3780549886377"),
        ("0549 886377", "SM", "+3780549886377"),
        ("06 698 12345", "VA", "+390669812345"),
        ("+225 01 23 45 67 89", "DE", "+2250123456789"),
        ("+241 06 03 12 34", "DE", "+24106031234"),
    ] {
        assert_eq!(read_in(written, country).as_deref(), Ok(kept), "{written} in {country}");
    }
}

#[test]
fn a_number_that_lost_its_plus_is_read_where_it_can_only_be_that() {
    for (written, country) in [
        ("48601234567", "PL"),
        ("34612345678", "ES"),
        ("4520123456", "DK"),
        ("4741234567", "NO"),
        ("37121234567", "LV"),
        ("35796123456", "CY"),
        ("35696961234", "MT"),
        ("3546111234", "IS"),
        ("3725123456", "EE"),
        ("351912345678", "PT"),
        ("3526211234 56", "LU"),
        ("37061234567", "LT"),
        ("4915112345678", "DE"),
        ("4915112345678", "ES"),
        ("436641234567", "AT"),
        ("436641234567", "DE"),
        ("33612345678", "FR"),
    ] {
        let kept = format!("+{}", written.replace(' ', ""));
        assert_eq!(read_in(written, country), Ok(kept), "{written} in {country}");
    }
    // The zero that a spreadsheet ate.
    assert_eq!(read_in("15112345678", "DE").as_deref(), Ok("+4915112345678"));
    assert_eq!(read_in("612345678", "FR").as_deref(), Ok("+33612345678"));
    // A mobile of Germany, or a number of Arizona.
    assert_eq!(read_in("15202345678", "DE"), Err("ambiguous"));
    // A mobile of Poland, or a fixed line of Germany without its zero.
    assert_eq!(read_in("48601234567", "DE"), Err("ambiguous"));
}

#[test]
fn what_cannot_be_a_number_is_refused_and_says_why() {
    for (written, country, code) in [
        ("0151 12345678", "", "invalid"),
        ("0151 12345678", "ZZ", "invalid"),
        ("12345678", "DE", "invalid"),
        ("0151 KLEMPNER", "DE", "invalid"),
        ("+49abc", "DE", "invalid"),
        ("0151", "DE", "invalid"),
        ("+49", "DE", "too_short"),
        ("+33 6 1234567", "DE", "too_short"),
        ("+49 151 1234567", "DE", "too_short"),
        ("0151 1234567", "DE", "too_short"),
        ("+1 212 555 012", "DE", "too_short"),
        ("+33 6 12 34 56 78 9", "DE", "too_long"),
        ("+49 151 12345678 9", "DE", "too_long"),
        ("+49 151 12345678 12345 123", "DE", "too_long"),
        ("+1 212 555 0123 4", "DE", "too_long"),
        ("+999 1234567", "DE", "unknown_country"),
        ("+0 12345678", "DE", "unknown_country"),
    ] {
        assert_eq!(read_in(written, country), Err(code), "{written} in {country}");
    }
}

#[test]
fn one_phone_is_one_key_however_it_is_written() {
    for (country, key_is, ways) in [
        (
            "MX",
            "+525512345678",
            vec!["+52 1 55 1234 5678", "+52 55 1234 5678", "5512345678", "044 55 1234 5678", "521 55 1234 5678"],
        ),
        ("BR", "+5511961234567", vec!["+55 11 6123 4567", "+55 11 96123 4567", "(011) 96123-4567", "11 6123-4567"]),
        ("BR", "+5511971234567", vec!["+55 11 7123 4567", "+55 11 97123 4567"]),
        ("BJ", "+2290195123456", vec!["+229 95 12 34 56", "+229 01 95 12 34 56"]),
        (
            "AR",
            "+5491123456789",
            vec![
                "+54 9 11 2345 6789",
                "+54 11 2345 6789",
                "011 15 2345 6789",
                "11 15 2345-6789",
                "+54 11 15 2345 6789",
                "5491123456789",
                "541123456789",
            ],
        ),
        ("AR", "+5493435551212", vec!["0343 15 555 1212", "+54 343 555 1212", "+54 9 343 5551212"]),
    ] {
        for way in ways {
            assert_eq!(read_in(way, country).map(|number| key(&number)).as_deref(), Ok(key_is), "{way} in {country}");
        }
    }
    assert_eq!(read_in("+54 11 2345 6789", "DE").as_deref(), Ok("+541123456789"), "kept as it was written");
    assert_eq!(forms("+541123456789"), ["+5491123456789", "+541123456789"]);
    assert_eq!(forms("+4915112345678"), ["+4915112345678", "+4915112345678"]);
    assert_eq!(key("Nord"), "Nord");
    assert_eq!(key("32665"), "32665");
}

#[test]
fn what_networks_hand_over_is_the_number_of_whoever_wrote() {
    use Numbering::{International, National, Private, Unknown};
    for (given, numbering, country, number) in [
        ("15112345670", National, "DE", Some("+4915112345670")),
        ("015112345670", National, "DE", Some("+4915112345670")),
        ("4915112345670", National, "DE", Some("+4915112345670")),
        ("4915112345670", International, "DE", Some("+4915112345670")),
        ("15112345670", Unknown, "DE", Some("+4915112345670")),
        ("4915112345670", Unknown, "US", Some("+4915112345670")),
        ("14155550100", Unknown, "DE", Some("+14155550100")),
        ("+4915112345670", Unknown, "DE", Some("+4915112345670")),
        ("004915112345670", Unknown, "DE", Some("+4915112345670")),
        ("015112345670", Unknown, "DE", Some("+4915112345670")),
        ("tel:+4915112345670", Unknown, "DE", Some("+4915112345670")),
        ("%2B4915112345670", Unknown, "DE", Some("+4915112345670")),
        (" 4915112345670", Unknown, "DE", Some("+4915112345670")),
        ("601234567", National, "PL", Some("+48601234567")),
        ("6641234567", National, "AT", Some("+436641234567")),
        ("612345678", National, "FR", Some("+33612345678")),
        ("4155550100", National, "US", Some("+14155550100")),
        ("525512345678", International, "MX", Some("+525512345678")),
        ("5215512345678", International, "MX", Some("+525512345678")),
        ("551181234567", International, "BR", Some("+5511981234567")),
        // A range that no plan knows yet is believed.
        ("7700900123", National, "GB", Some("+447700900123")),
        ("447700900123", International, "GB", Some("+447700900123")),
        ("32665", Unknown, "DE", None),
        ("110", National, "DE", None),
        ("Nord", Private, "DE", None),
        ("1234567890123456", Unknown, "DE", None),
        ("015112345670", Unknown, "", None),
    ] {
        assert_eq!(from_network(given, numbering, &[country]).as_deref(), number, "{given} {numbering:?} in {country}");
    }
}

#[test]
fn a_number_is_completed_only_where_the_country_is_known() {
    for (given, numbering, number) in [
        ("15112345670", Numbering::National, None),
        ("15112345670", Numbering::Unknown, None),
        ("015112345670", Numbering::Unknown, None),
        ("4915112345670", Numbering::Unknown, Some("+4915112345670")),
        ("tel:+4915112345670", Numbering::Unknown, Some("+4915112345670")),
        ("15112345670", Numbering::International, Some("+15112345670")),
    ] {
        assert_eq!(from_network(given, numbering, &[]).as_deref(), number, "{given} {numbering:?}");
    }
    // A merchant of Germany whose number is of Austria.
    let austrian = from_network("6641234567", Numbering::National, &["DE", "AT"]);
    assert_eq!(austrian.as_deref(), Some("+436641234567"));
    assert_eq!(country("+436641234567").as_deref(), Some("AT"));
    assert_eq!(country("32665"), None);
}

#[test]
fn what_was_kept_before_is_mended_where_there_is_no_doubt() {
    for (kept, right) in [
        ("+4306641234567", Some("+436641234567")),
        ("+4407700900123", Some("+447700900123")),
        ("+330612345678", Some("+33612345678")),
        ("+39669821234", Some("+390669821234")),
        ("+4848601234567", Some("+48601234567")),
        ("+5215512345678", Some("+525512345678")),
        ("+551181234567", Some("+5511981234567")),
        ("+4915112345678", Some("+4915112345678")),
        ("+3361234567", None),
        ("+9991234567", None),
        ("015112345678", None),
        ("Nord", None),
    ] {
        assert_eq!(mended(kept).as_deref(), right, "{kept}");
    }
}

#[test]
fn fixed_lines_are_known() {
    for number in ["+494611234567", "+390669821234", "+33123456789", "+442079460958"] {
        assert!(is_fixed_line(number), "{number}");
    }
    for number in ["+4915112345678", "+12125550123", "+541123456789", "+447700900123", "Nord", ""] {
        assert!(!is_fixed_line(number), "{number}");
    }
}

/// Every example of every plan is one key in every way that it is written, and its key is a number like any other.
#[test]
fn the_numbers_of_all_countries_have_one_key() {
    let mut wrong = Vec::new();
    for (country, example) in examples() {
        let e164 = example.format_as(PhoneNumberFormat::E164).into_owned();
        let right = key(&e164);
        let ways = [
            (e164.clone(), ""),
            (e164.replacen('+', "00", 1), ""),
            (format!("\u{202a}{e164}\u{202c}"), ""),
            (example.format_as(PhoneNumberFormat::International).into_owned(), ""),
            (example.format_as(PhoneNumberFormat::RFC3966).into_owned(), ""),
            (example.format_as(PhoneNumberFormat::National).into_owned(), country.as_str()),
        ];
        for (way, written_in) in ways {
            match read_in(&way, written_in) {
                Ok(number) if key(&number) == right => {}
                // Within the country it can be another country's: then it is asked for, not guessed.
                Err("ambiguous") => {}
                other => wrong.push(format!("{country} {way}: {other:?} instead of {right}")),
            }
        }
        if key(&right) != right
            || from_network(&e164[1..], Numbering::International, &[]).map(|n| key(&n)) != Some(right.clone())
        {
            wrong.push(format!("{country} {e164}: the key has another key"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong: {wrong:#?}", wrong.len());
}

/// With a digit more or less no number is taken that cannot be one.
#[test]
fn impossible_lengths_are_refused_in_all_countries() {
    for (country, example) in examples() {
        let e164 = example.format_as(PhoneNumberFormat::E164).into_owned();
        for other in [
            format!("{e164}1"),
            format!("{e164}12"),
            e164[..e164.len() - 1].to_owned(),
            e164[..e164.len() - 2].to_owned(),
        ] {
            if let Ok(number) = read_in(&other, "") {
                let seen = super::plan::international(&number[1..]).unwrap();
                assert!(seen.is_possible(), "{country} {other}");
            }
        }
    }
}

#[test]
fn numbers_are_grouped_behind_their_country_code() {
    for (number, shown) in [
        ("+4915112345678", "+49 151 12345678"),
        ("+494611234567", "+49 461 1234567"),
        ("+12125550123", "+1 212 5550123"),
        ("+353861234567", "+353 861 234567"),
        ("+49", "+49"),
        ("0461 123", "0461 123"),
        ("<b>", "<b>"),
    ] {
        assert_eq!(spaced(number), shown);
    }
}

#[test]
fn lists_hide_the_middle() {
    assert_eq!(masked("+4915112345678"), "+49 151 •••• 678");
    assert_eq!(masked("+4946112"), "+49 ••••");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_what_is_read_stays(text in "[+0-9 ()/.%a-zA-Z٠-٩\u{200b}\u{202a}-]{0,30}", country in "(DE|US|IT|AR|MX|BR|PL|ZZ|)") {
        if let Ok(Some(number)) = read("p", &text, &country) {
            prop_assert!(number.starts_with('+') && number.len() <= 16, "{}", number);
            prop_assert_eq!(read("p", &number, ""), Ok(Some(number.clone())));
            let once = key(&number);
            prop_assert_eq!(key(&once), once);
        }
        let _ = from_network(&text, Numbering::Unknown, &[&country]);
    }
}
