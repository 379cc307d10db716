//! The merchant's colour, made readable: which text stands on it, and which shade of it is seen on light and on dark paper.
//!
//! Contrast as WCAG 2.2 defines it, in whole numbers: luminances are millionths, so that every machine gets the same bytes.

use std::fmt;

/// A colour of sRGB.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// What the page is written on; `--paper` in `static/css/pay/tokens.css` is the same two colours.
pub const PAPER: [Rgb; 2] = [Rgb(0xff, 0xff, 0xff), Rgb(0x11, 0x14, 0x18)];

/// The colour of a profile that names none, or no colour.
pub const DEFAULT: Rgb = Rgb(0x00, 0x63, 0xaa);

const WHITE: Rgb = Rgb(0xff, 0xff, 0xff);
const BLACK: Rgb = Rgb(0, 0, 0);

/// The merchant's colour with its companions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Accent {
    /// As the merchant wants it: the button and the mark.
    pub fill: Rgb,
    /// Black or white, at least 4.5:1 on `fill`.
    pub on_fill: Rgb,
    /// A shade of it that is seen on light and on dark paper (3:1): focus rings, radio buttons, the button's edge.
    pub edge: [Rgb; 2],
}

impl Accent {
    /// From a profile's "#rrggbb".
    pub fn of(hex: &str) -> Self {
        let fill = Rgb::parse(hex).unwrap_or(DEFAULT);
        // One of the two always reaches 4.58:1. White is preferred where both do: people expect it on a coloured button.
        let on_fill = if fill.contrasts(WHITE, 45) { WHITE } else { BLACK };
        Self { fill, on_fill, edge: [fill.seen_on(PAPER[0], BLACK), fill.seen_on(PAPER[1], WHITE)] }
    }

    /// As custom properties, for the head of the page's style.
    pub fn custom_properties(&self) -> String {
        let Self { fill, on_fill, edge: [light, dark] } = self;
        format!(":root{{--accent:{fill};--on-accent:{on_fill};--edge:{light};--edge-dark:{dark}}}")
    }

    /// The merchant's mark as the page's icon, inside the page: a browser asks for one more file where a page names none.
    pub fn icon(&self, initials: &str) -> String {
        let Self { fill, on_fill, .. } = self;
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><rect width=\"32\" height=\"32\" rx=\"9\" \
             fill=\"{fill}\"/><text x=\"16\" y=\"21\" text-anchor=\"middle\" font-family=\"sans-serif\" font-weight=\"700\" \
             font-size=\"14\" fill=\"{on_fill}\">{initials}</text></svg>"
        );
        let mut address = "data:image/svg+xml,".to_owned();
        for letter in svg.chars() {
            match letter {
                '<' => address.push_str("%3C"),
                '>' => address.push_str("%3E"),
                '"' => address.push_str("%22"),
                '#' => address.push_str("%23"),
                ' ' => address.push_str("%20"),
                other => address.push(other),
            }
        }
        address
    }
}

impl Rgb {
    fn parse(hex: &str) -> Option<Self> {
        let digits = hex.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let channel = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        Some(Self(channel(0)?, channel(2)?, channel(4)?))
    }

    /// Relative luminance in millionths.
    fn luminance(self) -> u64 {
        let Self(red, green, blue) = self;
        let part = |channel: u8, weight: u64| u64::from(LINEAR[usize::from(channel)]) * weight;
        (part(red, 2126) + part(green, 7152) + part(blue, 722)) / 10_000
    }

    /// Whether two colours are at least so many tenths to one apart.
    pub fn contrasts(self, other: Self, tenths: u64) -> bool {
        let (a, b) = (self.luminance() + 50_000, other.luminance() + 50_000);
        a.max(b) * 10 >= a.min(b) * tenths
    }

    /// The nearest shade towards `end` that is seen on `paper`.
    fn seen_on(self, paper: Self, end: Self) -> Self {
        (0..=32).map(|step| self.towards(end, step)).find(|shade| shade.contrasts(paper, 30)).unwrap_or(end)
    }

    /// So many thirty-seconds of the way to `end`.
    fn towards(self, end: Self, step: u32) -> Self {
        let mix =
            |from: u8, to: u8| u8::try_from((u32::from(from) * (32 - step) + u32::from(to) * step) / 32).unwrap_or(to);
        Self(mix(self.0, end.0), mix(self.1, end.1), mix(self.2, end.2))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// sRGB channel values made linear, in millionths: `((c + 0.055) / 1.055) ^ 2.4`, and `c / 12.92` near black.
#[rustfmt::skip]
const LINEAR: [u32; 256] = [
    0, 304, 607, 911, 1214, 1518, 1821, 2125, 2428, 2732, 3035, 3347, 3677, 4025, 4391, 4777, 5182, 5605, 6049, 6512,
    6995, 7499, 8023, 8568, 9134, 9721, 10_330, 10_960, 11_612, 12_286, 12_983, 13_702, 14_444, 15_209, 15_996,
    16_807, 17_642, 18_500, 19_382, 20_289, 21_219, 22_174, 23_153, 24_158, 25_187, 26_241, 27_321, 28_426, 29_557,
    30_713, 31_896, 33_105, 34_340, 35_601, 36_889, 38_204, 39_546, 40_915, 42_311, 43_735, 45_186, 46_665, 48_172,
    49_707, 51_269, 52_861, 54_480, 56_128, 57_805, 59_511, 61_246, 63_010, 64_803, 66_626, 68_478, 70_360, 72_272,
    74_214, 76_185, 78_187, 80_220, 82_283, 84_376, 86_500, 88_656, 90_842, 93_059, 95_307, 97_587, 99_899, 102_242,
    104_616, 107_023, 109_462, 111_932, 114_435, 116_971, 119_538, 122_139, 124_772, 127_438, 130_136, 132_868,
    135_633, 138_432, 141_263, 144_128, 147_027, 149_960, 152_926, 155_926, 158_961, 162_029, 165_132, 168_269,
    171_441, 174_647, 177_888, 181_164, 184_475, 187_821, 191_202, 194_618, 198_069, 201_556, 205_079, 208_637,
    212_231, 215_861, 219_526, 223_228, 226_966, 230_740, 234_551, 238_398, 242_281, 246_201, 250_158, 254_152,
    258_183, 262_251, 266_356, 270_498, 274_677, 278_894, 283_149, 287_441, 291_771, 296_138, 300_544, 304_987,
    309_469, 313_989, 318_547, 323_143, 327_778, 332_452, 337_164, 341_914, 346_704, 351_533, 356_400, 361_307,
    366_253, 371_238, 376_262, 381_326, 386_429, 391_572, 396_755, 401_978, 407_240, 412_543, 417_885, 423_268,
    428_690, 434_154, 439_657, 445_201, 450_786, 456_411, 462_077, 467_784, 473_531, 479_320, 485_150, 491_021,
    496_933, 502_886, 508_881, 514_918, 520_996, 527_115, 533_276, 539_479, 545_724, 552_011, 558_340, 564_712,
    571_125, 577_580, 584_078, 590_619, 597_202, 603_827, 610_496, 617_207, 623_960, 630_757, 637_597, 644_480,
    651_406, 658_375, 665_387, 672_443, 679_542, 686_685, 693_872, 701_102, 708_376, 715_694, 723_055, 730_461,
    737_910, 745_404, 752_942, 760_525, 768_151, 775_822, 783_538, 791_298, 799_103, 806_952, 814_847, 822_786,
    830_770, 838_799, 846_873, 854_993, 863_157, 871_367, 879_622, 887_923, 896_269, 904_661, 913_099, 921_582,
    930_111, 938_686, 947_307, 955_973, 964_686, 973_445, 982_251, 991_102, 1_000_000,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_what_wcag_says() {
        // Known pairs: black on white is 21:1, #767676 is the lightest grey with 4.5:1 on white, #949494 with 3:1.
        assert!(BLACK.contrasts(WHITE, 210) && !BLACK.contrasts(WHITE, 211));
        assert!(Rgb(0x76, 0x76, 0x76).contrasts(WHITE, 45) && !Rgb(0x77, 0x77, 0x77).contrasts(WHITE, 45));
        assert!(Rgb(0x94, 0x94, 0x94).contrasts(WHITE, 30) && !Rgb(0x95, 0x95, 0x95).contrasts(WHITE, 30));
    }

    #[test]
    fn every_colour_can_be_read_and_seen() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(15) {
                    let accent = Accent::of(&Rgb(red, green, blue).to_string());
                    assert_eq!(accent.fill, Rgb(red, green, blue), "the merchant's colour stays as it is");
                    assert!(accent.on_fill.contrasts(accent.fill, 45), "{accent:?}");
                    assert!(accent.edge[0].contrasts(PAPER[0], 30) && accent.edge[1].contrasts(PAPER[1], 30));
                }
            }
        }
    }

    #[test]
    fn the_icon_needs_no_escaping() {
        let icon = Accent::of("#FFCC00").icon("ÄA");
        assert!(icon.starts_with("data:image/svg+xml,%3Csvg%20xmlns=%22http://"), "{icon}");
        assert!(icon.contains("fill=%22%23ffcc00%22") && icon.contains("%3EÄA%3C/text"), "{icon}");
        assert!(!icon.contains(['<', '>', '"', '\'', '&', '#', ' ']), "{icon}");
    }

    #[test]
    fn what_is_no_colour_becomes_the_default() {
        for text in ["", "blue", "#12345", "#12345g", "#1234567", "#ää", "red;}body{display:none"] {
            assert_eq!(Accent::of(text).fill, DEFAULT, "{text}");
        }
        assert_eq!(Accent::of("#FFCC00").on_fill, BLACK);
        assert_eq!(Accent::of("#FFCC00").custom_properties().matches('#').count(), 4);
    }
}
