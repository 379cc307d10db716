//! QR codes, print-ready: error correction M, quiet zone of four modules, half a millimetre per module, black on white.

use qrcode::render::unicode::Dense1x2;
use qrcode::{Color, EcLevel, QrCode};
use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// Modules of white around the code (ISO/IEC 18004).
const QUIET: usize = 4;
/// Pixels per module at 600 dpi: half a millimetre.
const PIXELS: usize = 12;
/// 600 dpi in pixels per metre.
const PIXELS_PER_METRE: u32 = 23_622;

/// The text does not fit into a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too long for a QR code")]
pub struct TooLong;

fn code(text: &str) -> Result<QrCode, TooLong> {
    QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| TooLong)
}

/// An SVG of one path, in millimetres.
pub fn svg(text: &str) -> Result<String, TooLong> {
    let code = code(text)?;
    let (width, colors) = (code.width(), code.to_colors());
    let side = width + 2 * QUIET;
    let mut path = String::new();
    for (row, line) in colors.chunks(width).enumerate() {
        let mut column = 0;
        while column < width {
            let run = line[column..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", column + QUIET, row + QUIET);
            }
            column += run.max(1);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{mm}.{tenth}mm\" height=\"{mm}.{tenth}mm\" viewBox=\"0 0 {side} {side}\" \
         shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>",
        mm = side / 2,
        tenth = side % 2 * 5,
    ))
}

/// Codes made lately. Finding the best mask takes longer than all the rest of a payment page.
static KEPT: LazyLock<RwLock<HashMap<String, Arc<str>>>> = LazyLock::new(RwLock::default);
/// Some three kilobytes each.
const MOST_KEPT: usize = 4_000;

/// The same as [`svg`], made once for links that are opened again and again.
pub fn kept_svg(text: &str) -> Result<Arc<str>, TooLong> {
    if let Some(known) = KEPT.read().unwrap_or_else(PoisonError::into_inner).get(text) {
        return Ok(Arc::clone(known));
    }
    let made: Arc<str> = svg(text)?.into();
    let mut kept = KEPT.write().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(text.to_owned(), Arc::clone(&made));
    Ok(made)
}

/// A PNG with one bit per pixel and its size in metres.
pub fn png(text: &str) -> Result<Vec<u8>, TooLong> {
    let code = code(text)?;
    let (width, colors) = (code.width(), code.to_colors());
    let side = (width + 2 * QUIET) * PIXELS;
    let row_bytes = side.div_ceil(8);
    let mut data = vec![0xff_u8; row_bytes * side];
    for (at, color) in colors.iter().enumerate() {
        if *color == Color::Light {
            continue;
        }
        let (left, top) = ((at % width + QUIET) * PIXELS, (at / width + QUIET) * PIXELS);
        for y in top..top + PIXELS {
            for x in left..left + PIXELS {
                data[y * row_bytes + x / 8] &= !(0x80 >> (x % 8));
            }
        }
    }
    let mut bytes = Vec::new();
    let pixels = u32::try_from(side).map_err(|_| TooLong)?;
    let mut encoder = png::Encoder::new(&mut bytes, pixels, pixels);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: PIXELS_PER_METRE,
        yppu: PIXELS_PER_METRE,
        unit: png::Unit::Meter,
    }));
    let mut writer = encoder.write_header().map_err(|_| TooLong)?;
    writer.write_image_data(&data).map_err(|_| TooLong)?;
    writer.finish().map_err(|_| TooLong)?;
    Ok(bytes)
}

/// For a terminal with a dark background.
pub fn terminal(text: &str) -> Result<String, TooLong> {
    let code = code(text)?;
    Ok(code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pay_link_is_a_small_code() {
        let svg = svg("https://pay.example.org/p/AAAAAAAAAAAAAAAAAAAAAA").unwrap();
        assert!(svg.contains("viewBox=\"0 0 37 37\""), "version 3: {svg}");
        assert!(svg.contains("18.5mm"));
    }

    #[test]
    fn too_much_text_is_refused() {
        assert_eq!(svg(&"x".repeat(5000)), Err(TooLong));
        assert!(png("x").unwrap().starts_with(b"\x89PNG"));
    }

    #[test]
    fn a_kept_code_is_the_one_that_was_made() {
        for link in ["https://pay.example/p/a", "https://pay.example/p/b"] {
            assert_eq!(kept_svg(link).unwrap().as_ref(), svg(link).unwrap());
            assert_eq!(kept_svg(link).unwrap().as_ref(), svg(link).unwrap());
        }
    }
}
