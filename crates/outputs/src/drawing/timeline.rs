//! What happened when, in lanes.

use jiff::civil::Date;
use maud::{Markup, html};

use super::{fitted, label_width, px};

/// One kind of thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// What is marked in it.
    pub marks: Vec<Mark>,
    /// First days of all that belongs to it, where that is more than can be marked: drawn as bars above the marks.
    pub counted: Vec<Date>,
}

/// Something with a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
    /// What is written beside it.
    pub label: String,
    /// A class of the page's style sheet: `calm`, `force`, `talks`, `toll`, `side0` and so on.
    pub class: String,
    /// What a reader sees when pointing at it.
    pub about: String,
}

/// Pixels.
const WIDTH: f64 = 960.0;
/// Where the first day stands.
const LEFT: f64 = 96.0;
/// Height of a row of marks.
const ROW: f64 = 18.0;
/// Pixels.
const FONT: f64 = 11.0;
/// Characters of a label.
const LABEL: usize = 26;
/// Height of the highest bar.
const BAR: f64 = 30.0;
/// Bars from the first day to the last.
const BARS: i32 = 80;

/// Draws the lanes from the first to the last day of their marks that lie in the window. Nothing where there is no mark.
pub fn timeline(lanes: &[Lane], window: (Date, Date)) -> Option<Markup> {
    let marks = lanes.iter().flat_map(|l| &l.marks).filter(|m| m.last >= window.0 && m.first <= window.1);
    let ends = marks.map(|m| (m.first.max(window.0), m.last.min(window.1)));
    let (first, last) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let axis = Axis { first, days: f64::from(days_between(first, last).max(6)) };
    let mut top = 24.0;
    let place = |lane| {
        let packed = packed(lane, &axis, window);
        let rows = packed.iter().map(|(row, _)| row + 1).max().unwrap_or(1);
        let bars = bars(lane, &axis);
        let from = top;
        let marks = if bars.is_empty() { from } else { from + BAR + 4.0 };
        top = marks + rows as f64 * ROW + 10.0;
        (from, marks, lane, bars, packed)
    };
    let drawn: Vec<_> = lanes.iter().map(place).collect();
    Some(html! {
        svg.timeline viewBox=(format!("0 0 {WIDTH} {}", px(top))) role="img" aria-label="Timeline" {
            @for (x, label) in axis.ticks() {
                path.tick d=(format!("M{} 18V{}", px(x), px(top))) {}
                text.tick x=(px(x + 3.0)) y="13" { (label) }
            }
            @for (from, marks, lane, bars, packed) in &drawn {
                path.lane d=(format!("M0 {y}H{WIDTH}", y = px(from - 5.0))) {}
                text.lane x="4" y=(px(from + 12.0)) { (lane.name) }
                @for bar in bars { (drawn_bar(bar, from + BAR)) }
                @for (row, mark) in packed { (drawn_mark(mark, &axis, marks + *row as f64 * ROW)) }
            }
        }
    })
}

fn drawn_mark(mark: &Mark, axis: &Axis, top: f64) -> Markup {
    let (from, to) = axis.extent(mark);
    html! {
        g {
            title { (when(mark)) ": " (mark.about) }
            rect class=(mark.class) x=(px(from)) y=(px(top + 2.0)) width=(px(to - from)) height="13" rx="3" {}
            text.mark x=(px(to + 4.0)) y=(px(top + 12.5)) { (fitted(&mark.label, LABEL)) }
        }
    }
}

fn when(mark: &Mark) -> String {
    between(mark.first, mark.last)
}

fn between(first: Date, last: Date) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// How much of a lane lies in a stretch of days.
struct Bar {
    days: (Date, Date),
    count: usize,
    /// From where to where, and how high, in pixels.
    extent: (f64, f64),
    height: f64,
}

fn drawn_bar(bar: &Bar, foot: f64) -> Markup {
    let (from, to) = bar.extent;
    html! {
        g {
            title { (between(bar.days.0, bar.days.1)) ": " (bar.count) }
            rect class="count" x=(px(from)) y=(px(foot - bar.height)) width=(px((to - from - 1.0).max(1.0))) height=(px(bar.height)) {}
        }
    }
}

/// What is counted in a lane, by equal stretches of the axis; nothing for stretches without any.
fn bars(lane: &Lane, axis: &Axis) -> Vec<Bar> {
    let all = axis.days as i32 + 1;
    let stretch = all.div_euclid(BARS) + i32::from(all % BARS > 0);
    let mut counts = vec![0_usize; usize::try_from(all.div_euclid(stretch) + 1).unwrap_or_default()];
    for day in &lane.counted {
        let at = usize::try_from(days_between(axis.first, *day).div_euclid(stretch)).ok();
        if let Some(count) = at.and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default().max(1);
    let start = |at: usize| axis.first.saturating_add(jiff::Span::new().days(at as i32 * stretch));
    let bar = |(at, count): (usize, usize)| {
        let (first, next) = (start(at), start(at + 1));
        let last = next.yesterday().unwrap_or(next);
        let height = (BAR * count as f64 / most as f64).max(1.5);
        Bar { days: (first, last), count, extent: (axis.x(first), axis.x(next)), height }
    };
    counts.into_iter().enumerate().filter(|(_, count)| *count > 0).map(bar).collect()
}

fn days_between(first: Date, last: Date) -> i32 {
    first.until(last).map_or(0, |span| span.get_days())
}

struct Axis {
    first: Date,
    days: f64,
}

impl Axis {
    fn x(&self, day: Date) -> f64 {
        // Room for the last mark's label.
        LEFT + f64::from(days_between(self.first, day)) / self.days * (WIDTH - LEFT - 190.0)
    }

    /// From where to where a mark is drawn, never narrower than a finger's width.
    fn extent(&self, mark: &Mark) -> (f64, f64) {
        let from = self.x(mark.first).max(LEFT - 4.0);
        (from, self.x(mark.last).clamp(from + 6.0, WIDTH - 184.0))
    }

    /// Days, Mondays, months, quarters or years: as many as there is room for.
    fn ticks(&self) -> Vec<(f64, String)> {
        let last = self.first.saturating_add(jiff::Span::new().days(self.days as i32 + 1));
        let month = |step: i8| move |d: Date| d.day() == 1 && (d.month() - 1) % step == 0;
        let weekly = |d: Date| d.weekday() == jiff::civil::Weekday::Monday;
        let starts = |fits: &dyn Fn(Date) -> bool| {
            self.first.series(jiff::Span::new().days(1)).take_while(|d| *d <= last).filter(|d| fits(*d)).collect::<Vec<_>>()
        };
        let days = match self.days as u32 {
            0..15 => starts(&|_| true),
            15..100 => starts(&weekly),
            100..500 => starts(&month(1)),
            500..1600 => starts(&month(3)),
            _ => starts(&|d| d.day() == 1 && d.month() == 1),
        };
        let step = days.len().div_ceil(14).max(1);
        days.into_iter().step_by(step).map(|d| (self.x(d), self.label(d))).collect()
    }

    fn label(&self, day: Date) -> String {
        let format = match self.days as u32 {
            0..100 => "%-d %b",
            100..1600 => "%b %Y",
            _ => "%Y",
        };
        day.strftime(format).to_string()
    }
}

/// Each mark of a lane in the first row where it and its label have room.
fn packed<'l>(lane: &'l Lane, axis: &Axis, window: (Date, Date)) -> Vec<(usize, &'l Mark)> {
    let mut marks: Vec<&Mark> = lane.marks.iter().filter(|m| m.last >= window.0 && m.first <= window.1).collect();
    marks.sort_by(|a, b| (a.first, a.last, &a.label).cmp(&(b.first, b.last, &b.label)));
    let mut ends: Vec<f64> = Vec::new();
    let place = |mark: &'l Mark| {
        let (from, to) = axis.extent(mark);
        let end = to + 8.0 + label_width(&fitted(&mark.label, LABEL), FONT);
        let row = ends.iter().position(|e| *e <= from).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(end)
        } else {
            ends[row] = end
        }
        (row, mark)
    };
    marks.into_iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn mark(first: Date, last: Date, label: &str) -> Mark {
        Mark { first, last, label: label.to_owned(), class: "calm".to_owned(), about: label.to_owned() }
    }

    const ALL: (Date, Date) = (date(1900, 1, 1), date(2100, 1, 1));

    #[test]
    fn later_is_to_the_right_and_crowds_are_stacked() {
        let day = date(2020, 1, 12);
        let lane = Lane {
            name: "Truce".to_owned(),
            marks: vec![mark(day, day, "declared"), mark(day, day, "in force"), mark(date(2020, 2, 1), date(2020, 2, 3), "talks")],
            counted: Vec::new(),
        };
        let axis = Axis { first: day, days: 22.0 };
        assert!(axis.x(date(2020, 2, 1)) > axis.x(day));
        let rows: Vec<usize> = packed(&lane, &axis, ALL).iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [0, 1, 0]);
        assert!(timeline(&[lane], ALL).is_some());
    }

    #[test]
    fn marks_outside_the_window_are_left_out() {
        let lane = Lane { name: "Truce".to_owned(), marks: vec![mark(date(2010, 1, 1), date(2010, 1, 1), "old")], counted: Vec::new() };
        assert!(timeline(std::slice::from_ref(&lane), (date(2020, 1, 1), date(2020, 2, 1))).is_none());
        assert!(timeline(&[lane], ALL).is_some());
    }

    #[test]
    fn ticks_are_few_at_every_length() {
        for days in [0, 3, 40, 200, 900, 4000, 30_000] {
            let axis = Axis { first: date(2001, 3, 4), days: f64::from(days) };
            assert!(axis.ticks().len() <= 16, "{days}");
        }
    }

    #[test]
    fn what_is_too_much_to_be_marked_is_counted() {
        let day = |n: i32| date(2020, 1, 1).saturating_add(jiff::Span::new().days(n));
        let lane =
            Lane { name: "Force".to_owned(), marks: Vec::new(), counted: vec![day(0), day(0), day(0), day(159), day(160), day(999)] };
        let bars = bars(&lane, &Axis { first: day(0), days: 160.0 });
        assert_eq!(bars.iter().map(|b| b.count).collect::<Vec<_>>(), [3, 2], "days off the axis are not counted");
        assert_eq!((bars[0].days, bars[1].days), ((day(0), day(2)), (day(159), day(161))));
        assert!(bars[0].height > bars[1].height && bars[1].extent.0 > bars[0].extent.1);
    }
}
