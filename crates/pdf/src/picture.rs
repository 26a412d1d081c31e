//! The pictures of scanned pages, in grey, for a program that reads letters.

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_syntax::Pdf;
use hayro_interpret::kurbo::{BezPath, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, TransformExt, interpret_page,
};

/// Points of a picture along its longer side: a letter page at 300 points an inch.
const LONGEST: u32 = 3_300;

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

/// The largest picture of a page.
pub(crate) fn of(pdf: &Pdf, number: u32) -> Option<Picture> {
    let page = pdf.pages().get((number as usize).checked_sub(1)?)?;
    let cache = InterpreterCache::new();
    let (width, height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let start = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(start, whole, &cache, pdf.xref(), InterpreterSettings::default());
    let mut eye = Eye { page: number, size: (whole.width(), whole.height()), largest: None };
    interpret_page(page, &mut context, &mut eye);
    eye.largest
}

/// Keeps the largest picture of a page.
struct Eye {
    page: u32,
    size: (f64, f64),
    largest: Option<Picture>,
}

impl<'a> Device<'a> for Eye {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (image.width(), image.height());
        let own = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let area = props.transform.transform_rect_bbox(own);
        let covers = |picture: &Picture| {
            let [left, top, right, bottom] = picture.area;
            (right - left) * (bottom - top)
        };
        if self.largest.as_ref().is_some_and(|largest| covers(largest) >= area.area()) {
            return;
        }
        let shrink = f64::from(LONGEST) / f64::from(width.max(height).max(1));
        let wanted =
            (shrink < 1.0).then(|| ((f64::from(width) * shrink) as u32, (f64::from(height) * shrink) as u32));
        let mut grey = None;
        match &image {
            Image::Raster(raster) => raster.with_rgba(|data, _| grey = Some(in_grey(data)), wanted),
            // a stencil paints where it is set, in a dark colour
            Image::Stencil(stencil) => stencil.with_stencil(
                |mask, _| {
                    let data = mask.data.iter().map(|point| 255 - point).collect();
                    grey = Some((mask.width, mask.height, data));
                },
                wanted,
            ),
        }
        let Some((width, height, grey)) = grey else { return };
        let area = [area.x0, area.y0, area.x1, area.y1];
        let upright = props.transform.as_coeffs();
        // one that is painted turned or mirrored would be read in vain
        if upright[0] <= 0.0 || upright[3] <= 0.0 || grey.len() != width as usize * height as usize {
            return;
        }
        self.largest = Some(Picture { page: self.page, width, height, grey, area, size: self.size });
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn in_grey(data: ImageData) -> (u32, u32, Vec<u8>) {
    match data {
        ImageData::Luma(luma) => (luma.width, luma.height, luma.data),
        ImageData::Rgb(rgb) => {
            let grey = |point: &[u8]| (point.iter().map(|c| u32::from(*c)).sum::<u32>() / 3) as u8;
            (rgb.width, rgb.height, rgb.data.chunks_exact(3).map(grey).collect())
        }
    }
}
