//! Long texts travel in parts, each with a user data header (3GPP TS 23.040) that says which one it is.

use super::super::channel::Part;

/// Concatenation in a user data header, with a number of one byte (0) or two (8).
pub(super) fn part_of(mut header: &[u8]) -> Option<Part> {
    while let [kind, length, rest @ ..] = header {
        let (data, others) = rest.split_at_checked(usize::from(*length))?;
        match (kind, data) {
            (0, [of, count, number]) => return Some(Part { of: u16::from(*of), number: *number, count: *count }),
            (8, [high, low, count, number]) => {
                return Some(Part { of: u16::from_be_bytes([*high, *low]), number: *number, count: *count });
            }
            _ => header = others,
        }
    }
    None
}

/// The same with the header's own length in front, as gateways hand it on.
pub(super) fn part_of_whole(header: &[u8]) -> Option<Part> {
    let (length, rest) = header.split_first()?;
    part_of(rest.get(..usize::from(*length))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_say_which_part_it_is() {
        let part = |of| Some(Part { of, number: 2, count: 3 });
        assert_eq!(part_of_whole(&[5, 0, 3, 200, 3, 2]), part(200));
        assert_eq!(part_of_whole(&[6, 8, 4, 1, 0, 3, 2]), part(256));
        for nothing in [&[][..], &[0], &[9, 0, 3, 7], &[4, 1, 2, 3, 4]] {
            assert_eq!(part_of_whole(nothing), None, "{nothing:?}");
        }
    }
}
