//! One phone under two numbers: what networks write and what people write differs in some countries, and some have given their numbers
//! more digits.

/// Brazil, Mexico, Argentina, Benin.
const BRAZIL: i32 = 55;
const MEXICO: i32 = 52;
const ARGENTINA: i32 = 54;
const BENIN: i32 = 229;

/// A number as it is dialled today, where it is written in a way that has ended.
pub(super) fn today(code: i32, national: &str, is_valid: bool) -> Option<String> {
    match code {
        // The 1 for mobiles fell away in 2019, and with it the 044 and 045 of calls to them; networks go on writing the 1.
        MEXICO => {
            let rest = ["044", "045", "01", "1"].iter().find_map(|old| national.strip_prefix(old))?;
            (rest.len() == 10).then(|| rest.to_owned())
        }
        // Area, then eight digits that begin with 6 to 9: mobiles have got a 9 before them, by 2016 everywhere.
        BRAZIL => {
            let (area, rest) = national.split_at_checked(2)?;
            (rest.len() == 8 && rest.starts_with(['6', '7', '8', '9'])).then(|| format!("{area}9{rest}"))
        }
        // Phones have got 01 before their numbers in 2024.
        BENIN => (national.len() == 8 && !is_valid).then(|| format!("01{national}")),
        _ => None,
    }
}

/// Both ways to write a number that is one phone in two ways for good: the one that counts, then the other.
///
/// Argentina's mobiles have a 9 behind the country code when they are called from abroad; networks leave it out in messages. Without it
/// the number may as well be a fixed line's, so a number stays as it was written, and the two are compared as one.
pub(super) fn forms(code: i32, national: &str) -> Option<[String; 2]> {
    if code != ARGENTINA {
        return None;
    }
    let bare = match national.strip_prefix('9') {
        Some(rest) if rest.len() == 10 => rest,
        _ if national.len() == 10 => national,
        _ => return None,
    };
    Some([format!("9{bare}"), bare.to_owned()])
}

/// Whether the plan's word for a line says nothing, because fixed lines and mobiles have the same numbers.
pub(super) fn hides_its_kind(code: i32) -> bool {
    code == ARGENTINA
}
