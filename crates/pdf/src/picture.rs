//! The pictures of scanned pages, in grey, for a program that reads letters: all pictures of a page, where they stand
//! on it and as they are turned, since a scanner may write a page in strips, in layers or on its side.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, LumaData, SoftMask, TransformExt, interpret_page,
};

use crate::canvas::colour;

/// Points of a picture along its longer side: a letter page at 300 points an inch.
const LONGEST: f64 = 3_300.0;
/// The fewest points of a picture to a point of print: letters of a coarse one are read better if it is drawn large.
const FEWEST: f64 = 2.0;
/// Pictures of a page; no scanner writes as many.
const MOST: usize = 400;

/// A page's picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The page, from 1.
    pub page: u32,
    /// Points from left to right.
    pub width: u32,
    /// Points from top to bottom.
    pub height: u32,
    /// A byte a point, row by row from the top; 0 is black.
    pub grey: Vec<u8>,
    /// Where it stands on the upright page: left, top, right, bottom in points.
    pub area: [f64; 4],
    /// Width and height of the page in points.
    pub size: (f64, f64),
}

/// All pictures of a page, drawn; `None` where there are none.
pub(crate) fn of(pdf: &Pdf, number: u32) -> Option<Picture> {
    let page = pdf.pages().get((number as usize).checked_sub(1)?)?;
    let (width, height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let start = page.initial_transform(true).to_kurbo();
    let cache = InterpreterCache::new();
    let look = |eye: &mut Eye| {
        let mut context = Context::new(start, whole, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, eye);
    };
    let mut first = Eye { whole, area: None, density: 0.0, seen: 0, sheet: None };
    look(&mut first);
    let area = first.area?;
    let most = LONGEST / whole.width().max(whole.height()).max(1.0);
    let density = first.density.max(FEWEST).min(most);
    let points = |length: f64| (length * density).round().clamp(1.0, LONGEST) as u32;
    let (width, height) = (points(area.width()), points(area.height()));
    let sheet = Sheet { width, grey: vec![255; width as usize * height as usize], area, density };
    let mut second = Eye { sheet: Some(sheet), seen: 0, ..first };
    look(&mut second);
    Some(Picture {
        page: number,
        width,
        height,
        grey: second.sheet?.grey,
        area: [area.x0, area.y0, area.x1, area.y1],
        size: (whole.width(), whole.height()),
    })
}

/// Looks at a page's pictures: first where they stand and how fine they are, then, with a sheet, at their points.
struct Eye {
    whole: Rect,
    /// Around all pictures, within the page.
    area: Option<Rect>,
    /// The points of the finest picture to a point of print.
    density: f64,
    seen: usize,
    sheet: Option<Sheet>,
}

/// What the pictures are painted on.
struct Sheet {
    width: u32,
    grey: Vec<u8>,
    area: Rect,
    density: f64,
}

/// The points of one picture.
struct Points {
    width: u32,
    height: u32,
    grey: Vec<u8>,
    /// Where it is seen at all, of the same or another size.
    mask: Option<LumaData>,
}

impl Sheet {
    /// Paints a picture of which `place` says where its points, counted as the file counts them, stand on the page.
    fn paint(&mut self, points: &Points, place: Affine, (wide, high): (f64, f64)) {
        let bounds = place.transform_rect_bbox(Rect::new(0.0, 0.0, wide, high)).intersect(self.area);
        let turned = place.inverse();
        if !turned.is_finite() || bounds.is_zero_area() {
            return;
        }
        let own = (f64::from(points.width), f64::from(points.height));
        // how many points of the picture fall on one of the sheet
        let [a, b, c, d, ..] = (turned * Affine::scale(1.0 / self.density)).as_coeffs();
        let coarser = ((a * d - b * c).abs() * own.0 / wide * own.1 / high).sqrt();
        let side = (coarser.round() as u32).clamp(1, 4);
        let at = |edge: f64, from: f64| ((edge - from) * self.density).max(0.0);
        let (left, right) = (at(bounds.x0, self.area.x0) as u32, at(bounds.x1, self.area.x0).ceil() as u32);
        let (top, bottom) = (at(bounds.y0, self.area.y0) as u32, at(bounds.y1, self.area.y0).ceil() as u32);
        for y in top..bottom {
            for x in left..right.min(self.width) {
                let place = Point::new(
                    self.area.x0 + (f64::from(x) + 0.5) / self.density,
                    self.area.y0 + (f64::from(y) + 0.5) / self.density,
                );
                let from = turned * place;
                let (u, v) = (from.x / wide, from.y / high);
                let within = (0.0..1.0).contains(&u) && (0.0..1.0).contains(&v);
                let seen = within && points.mask.as_ref().is_none_or(|mask| masked(mask, u, v));
                let index = y as usize * self.width as usize + x as usize;
                if let Some(point) = self.grey.get_mut(index).filter(|_| seen) {
                    *point = points.mean(u * own.0, v * own.1, side);
                }
            }
        }
    }
}

impl Points {
    /// The mean of a square of points around a place.
    fn mean(&self, x: f64, y: f64, side: u32) -> u8 {
        let from = |at: f64, most: u32| {
            ((at - f64::from(side - 1) / 2.0).max(0.0) as u32).min(most.saturating_sub(1))
        };
        let (left, top) = (from(x, self.width), from(y, self.height));
        let (mut sum, mut count) = (0_u32, 0_u32);
        for row in top..(top + side).min(self.height) {
            let start = row as usize * self.width as usize + left as usize;
            let wide = side.min(self.width - left) as usize;
            for point in self.grey.get(start..start + wide).unwrap_or_default() {
                sum += u32::from(*point);
                count += 1;
            }
        }
        sum.checked_div(count).map_or(255, |mean| mean as u8)
    }
}

/// Whether a picture is seen at a place, each side taken as one.
fn masked(mask: &LumaData, u: f64, v: f64) -> bool {
    let at =
        |share: f64, length: u32| ((share * f64::from(length)) as u32).min(length.saturating_sub(1)) as usize;
    let index = at(v, mask.height) * mask.width as usize + at(u, mask.width);
    mask.data.get(index).is_some_and(|seen| *seen > 127)
}

impl<'a> Device<'a> for Eye {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (wide, high) = (f64::from(image.width()), f64::from(image.height()));
        let area = props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, wide, high)).intersect(self.whole);
        if !area.is_finite() || area.is_zero_area() || wide * high < 1.0 || self.seen >= MOST {
            return;
        }
        self.seen += 1;
        let Some(sheet) = &mut self.sheet else {
            let [a, b, ..] = props.transform.as_coeffs();
            // a small picture, such as a seal, may be finer than the page that it stands on
            if area.area() * 20.0 > self.whole.area() {
                self.density = self.density.max(1.0 / a.hypot(b).max(1e-6));
            }
            self.area = Some(self.area.map_or(area, |before| before.union(area)));
            return;
        };
        // the decoder may leave out what nobody will see
        let longest = (LONGEST / wide.max(high)).min(1.0);
        let wanted = (longest < 1.0).then_some(((wide * longest) as u32, (high * longest) as u32));
        let mut points = None;
        match &image {
            Image::Raster(raster) => {
                raster.with_rgba(|data, alpha| points = Some(in_grey(data, alpha)), wanted);
            }
            // a stencil paints in one colour where it is set
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, paint| {
                    let colour = colour(paint, 1.0).unwrap_or([0.0, 0.0, 0.0, 1.0]);
                    let grey = (colour.iter().take(3).sum::<f32>() / 3.0 * 255.0) as u8;
                    points = Some(Points {
                        width: mask.width,
                        height: mask.height,
                        grey: vec![grey; mask.data.len()],
                        mask: Some(mask),
                    });
                },
                wanted,
            ),
        }
        let whole = |p: &Points| !p.grey.is_empty() && p.grey.len() == p.width as usize * p.height as usize;
        if let Some(points) = points.filter(whole) {
            sheet.paint(&points, props.transform, (wide, high));
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn in_grey(data: ImageData, mask: Option<LumaData>) -> Points {
    match data {
        ImageData::Luma(luma) => Points { width: luma.width, height: luma.height, grey: luma.data, mask },
        ImageData::Rgb(rgb) => {
            let grey = |point: &[u8]| (point.iter().map(|c| u32::from(*c)).sum::<u32>() / 3) as u8;
            let grey = rgb.data.chunks_exact(3).map(grey).collect();
            Points { width: rgb.width, height: rgb.height, grey, mask }
        }
    }
}
