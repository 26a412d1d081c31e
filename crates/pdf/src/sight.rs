//! Which of a page's characters its reader sees.

use hayro_interpret::kurbo::{Point, Rect};

use crate::Why;
use crate::canvas::{Canvas, Ink, Painted};

/// Letters below this height are not read, in points.
const SMALL: f64 = 1.0;
/// How far two colours must lie apart to be told from one another, of 1.
const APART: f32 = 0.06;
/// From which share of the page on a picture is the picture of a page.
const WHOLE: f64 = 0.6;

/// Why each character is not seen, `None` for those that are; and whether the characters are the text layer of a
/// scanned page: all of them invisible or beneath a picture of the whole page.
pub(crate) fn of(canvas: &Canvas, pictured: f64) -> (Vec<Option<Why>>, bool) {
    let mut sights: Vec<Option<Why>> = canvas.ink.iter().map(|ink| why(canvas, ink)).collect();
    let unseen = |why: &Option<Why>| matches!(why, Some(Why::Invisible | Why::Covered));
    let layer = sights.iter().filter(|why| unseen(why)).count();
    // a scanner's program writes every word that it recognizes and leaves none to be seen; a stamp may be added
    let recognized = pictured >= WHOLE && layer * 10 >= sights.len() * 8 && layer > 0;
    if recognized {
        sights.iter_mut().filter(|why| unseen(why)).for_each(|why| *why = None);
    }
    (sights, recognized)
}

fn why(canvas: &Canvas, ink: &Ink) -> Option<Why> {
    // a turned picture of the letter's middle
    let up = ink.size * 0.3;
    let middle = ink.at + ink.along * (ink.advance / 2.0);
    let middle = Point::new(middle.x + ink.along.y * up, middle.y - ink.along.x * up);
    let page = Rect::new(0.0, 0.0, canvas.size.0, canvas.size.1);
    // a letter that stands out over the edge by half its height is still read
    let over = (ink.size * 0.5).clamp(2.0, 12.0);
    let near = |area: Rect| area.inflate(over, over).contains(middle);
    if ink.invisible || ink.colour.is_some_and(|[.., alpha]| alpha < 0.05) {
        return Some(Why::Invisible);
    }
    if !near(page) || !near(ink.clip) {
        return Some(Why::Outside);
    }
    if ink.size < SMALL {
        return Some(Why::Small);
    }
    let (before, later) = canvas.boxes.split_at(ink.after.min(canvas.boxes.len()));
    let holds = |painted: &&Painted| painted.area.contains(middle);
    if later.iter().filter(holds).any(|painted| painted.opaque) {
        return Some(Why::Covered);
    }
    let beneath = match before.iter().rev().find(holds) {
        Some(painted) => painted.colour?,
        None => [1.0, 1.0, 1.0, 1.0],
    };
    let own = ink.colour?;
    let apart = own.iter().zip(beneath).take(3).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
    (apart < APART).then_some(Why::Colour)
}
