//! What a page's commands paint, kept as characters, boxes and pictures in the order of painting.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use crate::{Page, pieces, sight};

/// How many boxes and pictures of a page are looked at; charts have thousands of small ones.
const BOXES: usize = 3_000;
/// Boxes smaller than this in both directions hide no word, in points.
const SPECK: f64 = 3.0;

/// A painted character.
#[derive(Clone, Debug)]
pub(crate) struct Ink {
    /// Which bytes of [`Canvas::text`] it is.
    pub(crate) text: (u32, u32),
    /// Where its base line begins.
    pub(crate) at: Point,
    /// The direction of writing, of length 1.
    pub(crate) along: Vec2,
    pub(crate) advance: f64,
    pub(crate) size: f64,
    /// Red, green, blue and how opaque; `None` for a pattern.
    pub(crate) colour: Option<[f32; 4]>,
    pub(crate) invisible: bool,
    /// What may be painted on.
    pub(crate) clip: Rect,
    /// How many boxes were painted before it.
    pub(crate) after: usize,
}

/// A painted box or picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Painted {
    pub(crate) area: Rect,
    /// `None` for a picture or a pattern.
    pub(crate) colour: Option<[f32; 4]>,
    /// Whether nothing shows through it.
    pub(crate) opaque: bool,
    pub(crate) picture: bool,
}

/// A page while it is painted.
#[derive(Debug)]
pub(crate) struct Canvas {
    pub(crate) size: (f64, f64),
    pub(crate) text: String,
    pub(crate) ink: Vec<Ink>,
    pub(crate) boxes: Vec<Painted>,
    pub(crate) unnamed: usize,
    drawn: bool,
    clips: Vec<Rect>,
    /// For each open group: how opaque it is, and whether it mixes with what lies beneath.
    groups: Vec<(f32, bool)>,
    most: usize,
}

impl Canvas {
    /// An empty page; `most` characters are kept.
    pub(crate) fn new(size: (f32, f32), most: usize) -> Canvas {
        Canvas {
            size: (f64::from(size.0), f64::from(size.1)),
            text: String::new(),
            ink: Vec::new(),
            boxes: Vec::new(),
            unnamed: 0,
            drawn: false,
            clips: Vec::new(),
            groups: Vec::new(),
            most,
        }
    }

    /// The page that was painted.
    pub(crate) fn finish(self, number: u32) -> Page {
        let page = Rect::new(0.0, 0.0, self.size.0, self.size.1);
        let covers = |painted: &&Painted| painted.picture;
        let share = |painted: &Painted| painted.area.intersect(page).area() / page.area().max(1.0);
        // a scanner may write a page in strips
        let pictured = self.boxes.iter().filter(covers).map(share).sum::<f64>().min(1.0);
        let (sights, recognized) = sight::of(&self, pictured);
        Page {
            number,
            size: self.size,
            pieces: pieces::of(&self, &sights),
            pictured,
            recognized,
            read: false,
            painted: self.drawn || !self.ink.is_empty(),
            unnamed: self.unnamed,
            characters: self.ink.len(),
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(Rect::new(f64::MIN, f64::MIN, f64::MAX, f64::MAX))
    }

    fn opacity(&self) -> f32 {
        self.groups.iter().map(|(opacity, _)| opacity).product()
    }

    fn paint_box(&mut self, area: Rect, props: &DrawProps<'_>, mode: &DrawMode) {
        let area = area.intersect(self.clip());
        let filled = matches!(mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..));
        let speck = area.width() < SPECK || area.height() < SPECK;
        if !filled || speck || !area.is_finite() || self.boxes.len() >= BOXES {
            return;
        }
        let colour = colour(&props.paint, self.opacity());
        let mixes = props.blend_mode != BlendMode::Normal
            || props.soft_mask.is_some()
            || self.groups.iter().any(|(_, mixes)| *mixes);
        let opaque = !mixes && colour.is_some_and(|[.., alpha]| alpha > 0.95);
        // what shows through changes what lies beneath in a way that is not followed
        let colour = if opaque { colour } else { None };
        self.boxes.push(Painted { area, colour, opaque, picture: false });
    }

    fn unnamed(&mut self) -> (u32, u32) {
        self.unnamed += 1;
        self.write("\u{fffd}")
    }

    fn write(&mut self, text: &str) -> (u32, u32) {
        let start = self.text.len();
        self.text.push_str(text);
        (start as u32, self.text.len() as u32)
    }
}

impl<'a> Device<'a> for Canvas {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.drawn |= !matches!(mode, DrawMode::Invisible);
        let own = path.bounding_box();
        // only what is nearly a box covers what is in its bounds
        if path.elements().len() <= 16 && path.area().abs() > own.area() * 0.9 {
            let area = props.transform.transform_rect_bbox(own);
            self.paint_box(area, &props, mode);
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        self.drawn |= !matches!(mode, DrawMode::Invisible);
        let area = props.transform.transform_rect_bbox(*rect).abs();
        self.paint_box(area, &props, mode);
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        self.clips.push(self.clip().intersect(bounds));
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.clips.push(self.clip().intersect(rect.abs()));
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        let mixes = mask.is_some() || blend != BlendMode::Normal || opacity < 0.95;
        self.groups.push((opacity, mixes));
    }

    fn pop_transparency_group(&mut self) {
        self.groups.pop();
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        let colour = colour(&props.paint, self.opacity());
        for glyph in run.glyphs() {
            if self.ink.len() >= self.most {
                return;
            }
            let place: Affine = props.transform * glyph.transform();
            let [a, b, c, d, x, y] = place.as_coeffs();
            let width = match &**glyph {
                Glyph::Outline(glyph) => glyph.advance_width(),
                Glyph::Type3(glyph) => glyph.advance_width(),
            };
            let (wide, high) = (a.hypot(b), c.hypot(d) * 1000.0);
            let text = match glyph.as_unicode() {
                Some(BfString::Char(c)) if !is_unnamed(c) => self.write(c.encode_utf8(&mut [0; 4])),
                Some(BfString::String(s)) if !s.is_empty() => self.write(&s),
                _ => match plain(glyph.char_code()) {
                    Some(c) => self.write(c.encode_utf8(&mut [0; 4])),
                    None => self.unnamed(),
                },
            };
            if ![x, y, wide, high].iter().all(|n| n.is_finite()) {
                continue;
            }
            let along = if wide > 0.0 { Vec2::new(a / wide, b / wide) } else { Vec2::new(1.0, 0.0) };
            self.ink.push(Ink {
                text,
                at: Point::new(x, y),
                along,
                advance: wide * f64::from(width.unwrap_or(500.0)),
                size: high,
                colour,
                invisible: matches!(mode, DrawMode::Invisible),
                clip: self.clip(),
                after: self.boxes.len(),
            });
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.drawn = true;
        let whole = Rect::new(0.0, 0.0, f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(whole).intersect(self.clip());
        if !area.is_finite() || area.width() < SPECK || area.height() < SPECK || self.boxes.len() >= BOXES {
            return;
        }
        let masked = match &image {
            Image::Raster(raster) => {
                let own = raster.stream().dict();
                own.contains_key("SMask") || own.contains_key("Mask")
            }
            // a stencil paints some of its points only
            Image::Stencil(_) => true,
        };
        let mixes = props.soft_mask.is_some() || props.blend_mode != BlendMode::Normal;
        let opaque =
            !masked && !mixes && self.groups.iter().all(|(opacity, mixes)| *opacity > 0.95 && !mixes);
        self.boxes.push(Painted { area, colour: None, opaque, picture: true });
    }
}

/// A plain colour, `None` for a pattern.
pub(crate) fn colour(paint: &Paint<'_>, opacity: f32) -> Option<[f32; 4]> {
    match paint {
        Paint::Color(colour) => {
            let [red, green, blue, alpha] = colour.to_rgba().components();
            Some([red, green, blue, alpha * opacity])
        }
        Paint::Pattern(_) => None,
    }
}

/// Whether a character says that the file does not know: private use, replacement, control.
fn is_unnamed(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\0')
}

/// The character of a code that the font does not name, where its code is that of plain text.
fn plain(code: u32) -> Option<char> {
    char::from_u32(code).filter(|c| c.is_ascii_graphic() || *c == ' ')
}
