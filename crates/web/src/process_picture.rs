//! The picture of an internal process as SVG: for pages, print and files.
//!
//! All strokes and words have the colour of the text around them, so a dark screen, forced colours
//! and print need nothing more. There is no script, no style and no identifier that another picture
//! on the same page could have, too.

mod marks;

use domain::process::picture::{Area, Edge, Label, Node, Picture, Point, Shape};

use crate::process_picture::marks::mark;

/// From the upper side of a line of words to where its letters stand.
const BASE: u32 = 12;
/// How high a line of words is.
const LINE: u32 = 16;

/// The picture.
pub fn svg(picture: &Picture) -> String {
    let whole = Area {
        x: 0,
        y: 0,
        width: picture.width,
        height: picture.height,
    };
    cut_out(picture, whole, "sans-serif")
}

/// How wide and high a picture may be on a sheet of A4, in millimetres.
const SHEET: (f64, f64) = (175.0, 240.0);

/// Millimetres of a unit of the picture where nothing has to be made smaller.
const UNIT: f64 = 0.2646;

/// How small the letters may become, so that a picture stays on one sheet.
const SMALLEST: f64 = 0.85;

/// The picture in pieces that can each be read on a page, with width and height of each; it is cut
/// where nothing but lines lies, into pieces of about the same height. The letters are those of
/// papers.
pub fn pieces(picture: &Picture) -> Vec<(String, u32, u32)> {
    let mut pieces = Vec::new();
    let mut top = 0;
    let sheet = sheet(picture);
    while top < picture.height {
        let bottom = cut(picture, top, sheet);
        let piece = Area {
            x: 0,
            y: top,
            width: picture.width,
            height: bottom - top,
        };
        let svg = cut_out(picture, piece, "Liberation Serif");
        pieces.push((svg, piece.width, piece.height));
        top = bottom;
    }
    pieces
}

/// How high a piece may be, at least 1.
fn sheet(picture: &Picture) -> u32 {
    let unit = (SHEET.0 / f64::from(picture.width.max(1))).min(UNIT);
    if f64::from(picture.height) * unit * SMALLEST <= SHEET.1 {
        return picture.height.max(1);
    }
    let fits = |height: &u32| f64::from(*height) * unit <= SHEET.1;
    (1..picture.height).rev().find(fits).unwrap_or(1)
}

/// Where the piece that begins at `top` ends: no thing and no words are cut, and what is left is
/// shared out evenly over the sheets it needs; at the end of the sheet where there is no such place.
fn cut(picture: &Picture, top: u32, sheet: u32) -> u32 {
    let left = picture.height - top;
    if left <= sheet {
        return picture.height;
    }
    let things = picture.nodes.iter();
    let things = things.flat_map(|node| [node.area, node.label.area]);
    let words = picture.edges.iter().map(|edge| edge.label.area);
    let areas: Vec<Area> = things.chain(words).filter(|area| area.height > 0).collect();
    let is_free = |y: &u32| areas.iter().all(|area| *y <= area.y || area.bottom() <= *y);
    let (lowest, even) = (top + sheet, top + left.div_ceil(left.div_ceil(sheet)));
    let below = (even..=lowest).find(is_free);
    below
        .or_else(|| (top + 1..even).rev().find(is_free))
        .unwrap_or(lowest)
}

fn touches(picture: Area, from: u32, to: u32) -> bool {
    // What ends where a piece begins stands on the piece before.
    from < picture.bottom() && picture.y < to.max(from + 1)
}

fn cut_out(picture: &Picture, shown: Area, letters: &str) -> String {
    let Area {
        y, width, height, ..
    } = shown;
    let (title, description) = (escaped(&picture.title), escaped(&picture.description));
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" lang=\"vi\" \
         aria-label=\"{title}. {description}\" viewBox=\"0 {y} {width} {height}\" \
         width=\"{width}\" height=\"{height}\" font-family=\"{letters}\" font-size=\"13\" \
         fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\">\n\
         <title>{title}</title>\n<desc>{description}</desc>\n"
    );
    for edge in &picture.edges {
        let ys = edge.points.iter().map(|point| point.y);
        let (from, to) = (ys.clone().min().unwrap_or(0), ys.max().unwrap_or(0));
        if touches(shown, from, to) {
            svg.push_str(&line(edge));
        }
    }
    for node in &picture.nodes {
        let bottom = node.area.bottom().max(node.label.area.bottom());
        if touches(shown, node.area.y, bottom) {
            svg.push_str(&thing(node));
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Text as it stands in SVG, between tags and in attributes.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            _ => safe.push(character),
        }
    }
    safe
}

/// From corner to corner, with the point of an arrow at the end.
fn line(edge: &Edge) -> String {
    let corners: Vec<String> = edge
        .points
        .iter()
        .map(|point| format!("{} {}", point.x, point.y))
        .collect();
    let arrow = match edge.points.as_slice() {
        [.., before, last] => arrow(*before, *last),
        _ => String::new(),
    };
    let words = words(&edge.label, Side::Start, "");
    format!(
        "<g><path d=\"M{}\"/>{arrow}{words}</g>\n",
        corners.join("L")
    )
}

/// Lines end from above or from the side.
fn arrow(before: Point, last: Point) -> String {
    let Point { x, y } = last;
    let wings = if before.y == y {
        let back = if before.x < x { "-8" } else { "8" };
        format!("l{back} -4v8z")
    } else {
        let back = if before.y < y { "-8" } else { "8" };
        format!("l-4 {back}h8z")
    };
    format!("<path d=\"M{x} {y}{wings}\" fill=\"currentColor\" stroke=\"none\"/>")
}

/// A thing, with all that is to be said of it where a pointer rests.
fn thing(node: &Node) -> String {
    let mut said: Vec<&str> = vec![node.name.as_str()];
    said.extend(node.about.iter().map(String::as_str));
    said.retain(|sentence| !sentence.is_empty());
    let title = if said.is_empty() {
        String::new()
    } else {
        format!("<title>{}</title>", escaped(&said.join(". ")))
    };
    let notes = notes(node);
    let outline = outline(node.shape, node.area);
    let mark = mark(node.shape, node.area);
    let (side, weight) = match node.shape {
        Shape::Step | Shape::Consult => (Side::Middle, " font-weight=\"600\""),
        Shape::Again | Shape::FirstThrough | Shape::Out | Shape::End { .. } => (Side::Middle, ""),
        Shape::Begin
        | Shape::Arrived
        | Shape::Silence
        | Shape::Begun
        | Shape::Decide
        | Shape::Race
        | Shape::Part
        | Shape::Meet
        | Shape::Join
        | Shape::Frame
        | Shape::Left => (Side::Start, ""),
    };
    let words = words(&node.label, side, weight);
    format!("<g>{title}{outline}{mark}{words}{notes}</g>\n")
}

/// The smaller words in a box, below its name.
fn notes(node: &Node) -> String {
    let below = Label {
        lines: node.notes.clone(),
        area: Area {
            y: node.label.area.bottom(),
            ..node.label.area
        },
    };
    words(&below, Side::Middle, " font-size=\"11.5\"")
}

/// Where lines of words are held.
#[derive(Clone, Copy)]
enum Side {
    Start,
    Middle,
}

fn words(label: &Label, side: Side, how: &str) -> String {
    if label.lines.is_empty() {
        return String::new();
    }
    let (x, anchor) = match side {
        Side::Start => (label.area.x, ""),
        Side::Middle => (label.area.middle().x, " text-anchor=\"middle\""),
    };
    let mut lines = String::new();
    let mut y = label.area.y + BASE;
    for line in &label.lines {
        lines.push_str(&format!(
            "<tspan x=\"{x}\" y=\"{y}\">{}</tspan>",
            escaped(line)
        ));
        y += LINE;
    }
    format!("<text fill=\"currentColor\" stroke=\"none\"{anchor}{how}>{lines}</text>")
}

fn outline(shape: Shape, area: Area) -> String {
    let Area {
        x,
        y,
        width,
        height,
    } = area;
    let Point { x: cx, y: cy } = area.middle();
    let r = width / 2;
    match shape {
        Shape::Step | Shape::Frame => {
            format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>")
        }
        Shape::Consult => format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\" \
             stroke-dasharray=\"6 3\"/>"
        ),
        Shape::Begin => format!("<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\"/>"),
        Shape::FirstThrough | Shape::Out | Shape::End { .. } => {
            format!("<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\" stroke-width=\"4\"/>")
        }
        Shape::Arrived | Shape::Silence | Shape::Begun | Shape::Again | Shape::Left => format!(
            "<circle cx=\"{cx}\" cy=\"{cy}\" r=\"{r}\"/><circle cx=\"{cx}\" cy=\"{cy}\" r=\"{}\"/>",
            r.saturating_sub(3)
        ),
        Shape::Decide | Shape::Race | Shape::Part | Shape::Meet | Shape::Join => {
            format!("<path d=\"M{cx} {y}l{r} {r}l-{r} {r}l-{r} -{r}z\"/>")
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::calendar::time_limit::TimeLimit;
    use domain::process::draft::{
        Again, Block, Branch, Choice, Consult, Draft, End, Ending, Loop, RoleSaid, Step, Work,
    };
    use domain::workflow::UnitRule;

    use super::*;
    use crate::wording::people::role;

    fn again(key: &str) -> Block {
        Block::Again(Again {
            key: key.to_owned(),
            back_to: "round".to_owned(),
            at_most: Some(2),
            share: None,
        })
    }

    fn draft(name: &str) -> Draft {
        let step = Block::Step(Step {
            key: "look".to_owned(),
            name: name.to_owned(),
            work: Work::Examination,
            role: RoleSaid::from("case_officer".to_owned()),
            unit: UnitRule::CompetentAgency,
            minutes: 480,
            results: vec!["on".to_owned(), "back".to_owned()],
            checklist: Vec::new(),
            makes: Vec::new(),
            signs: Vec::new(),
            collects: None,
        });
        let way = |when: &str, body: Vec<Block>| Branch {
            when: vec![when.to_owned()],
            body,
        };
        let choice = Block::Choice(Choice {
            key: "which".to_owned(),
            by: "look".to_owned(),
            outcomes: vec![way("on", Vec::new()), way("back", vec![again("back")])],
        });
        let consult = Block::Consult(Consult {
            key: "opinions".to_owned(),
            name: "Lấy ý kiến".to_owned(),
            asks: Vec::new(),
            minutes: 90,
        });
        let around = Block::Loop(Loop {
            key: "round".to_owned(),
            body: vec![step, choice, consult],
        });
        let end = Block::End(End {
            key: "granted".to_owned(),
            outcome: Ending::Granted,
        });
        Draft {
            key: "small".to_owned(),
            name: "Quy trình nhỏ".to_owned(),
            limit: TimeLimit::WorkingDays(3),
            facts: Vec::new(),
            papers: Vec::new(),
            body: vec![around, end],
        }
    }

    fn drawn(name: &str) -> String {
        let picture = Picture::of(&draft(name), role).expect("a small draft");
        svg(&picture)
    }

    #[test]
    fn a_picture_says_what_it_shows() {
        let svg = drawn("Thẩm định");
        for part in [
            "role=\"img\" lang=\"vi\"",
            "<title>Quy trình nội bộ: Quy trình nhỏ</title>",
            "Thời hạn giải quyết: 3 ngày làm việc. Có 1 bước và 1 lần lấy ý kiến, từ trên xuống: Thẩm định; Lấy ý kiến.",
            "<title>Thẩm định. Cán bộ thụ lý, cơ quan giải quyết. 1 ngày làm việc</title>",
            ">Quay lại, nhiều</tspan>",
            ">1 giờ 30 phút làm việc</tspan>",
            ">Có kết quả</tspan>",
            ">back</tspan>",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
    }

    #[test]
    fn a_high_picture_is_cut_between_its_things() {
        let mut high = draft("Thẩm định");
        let Block::Loop(around) = &high.body[0] else {
            panic!("a loop")
        };
        let consult = around.body[2].clone();
        let end = high.body.pop().expect("an end");
        high.body.extend(vec![consult; 20]);
        high.body.push(end);
        let picture = Picture::of(&high, role).expect("a draft");
        let pieces = pieces(&picture);
        assert!(pieces.len() > 1, "{} high", picture.height);
        let height: u32 = pieces.iter().map(|(_, _, height)| height).sum();
        assert_eq!(height, picture.height);
        let boxes = |svg: &str| svg.matches("stroke-dasharray").count();
        let drawn: usize = pieces.iter().map(|(svg, ..)| boxes(svg)).sum();
        assert_eq!(drawn, boxes(&svg(&picture)), "each stands on one page");
    }

    #[test]
    fn what_is_a_little_too_high_becomes_smaller_and_what_is_cut_is_cut_evenly() {
        let mut picture = Picture::of(&draft("Thẩm định"), role).expect("a draft");
        picture.width = 400;
        picture.height = 1_060;
        assert_eq!(pieces(&picture).len(), 1, "a sheet holds 907");
        picture.height = 1_100;
        let heights: Vec<u32> = pieces(&picture).iter().map(|(.., high)| *high).collect();
        assert!(
            matches!(heights[..], [first, second] if first.abs_diff(second) < 100),
            "{heights:?}"
        );
    }

    #[test]
    fn a_picture_holds_nothing_that_acts_and_no_colour_of_its_own() {
        let svg = drawn("<script>alert(\"1\")</script> & hơn nữa");
        assert!(svg.contains("&lt;script&gt;"), "{svg}");
        for part in [
            "<script", "<style", "style=", "class=", "id=", "href", "#", "& ",
        ] {
            assert!(!svg.contains(part), "{part} in {svg}");
        }
        assert_eq!(svg, drawn("<script>alert(\"1\")</script> & hơn nữa"));
    }
}
