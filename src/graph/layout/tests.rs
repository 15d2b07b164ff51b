//! Tests of the layout.

use proptest::collection::vec;
use proptest::{prop_assert, prop_assert_eq, proptest};

use super::{Layout, Link, Size, layered};

fn lay(boxes: usize, links: &[(usize, usize)]) -> (Vec<Size>, Layout) {
    let size = |n: usize| Size { width: 40.0 + 30.0 * super::as_f64(n % 4), height: 30.0 };
    let sizes: Vec<Size> = (0..boxes).map(size).collect();
    let label = |n: usize| n.is_multiple_of(3).then_some(Size { width: 50.0, height: 14.0 });
    let links: Vec<Link> = links
        .iter()
        .enumerate()
        .map(|(n, (from, to))| Link { from: *from, to: *to, label: label(n) })
        .collect();
    let layout = layered(&sizes, &links).unwrap();
    (sizes, layout)
}

#[test]
fn a_line_stands_straight() {
    let (_, layout) = lay(3, &[(0, 1), (1, 2)]);
    let x = layout.centres[0].x;
    assert!(layout.centres.iter().all(|centre| (centre.x - x).abs() < 1.0), "{layout:?}");
    assert!(layout.centres[0].y < layout.centres[1].y && layout.centres[1].y < layout.centres[2].y);
}

#[test]
fn a_fork_that_can_be_drawn_without_crossing_is() {
    // 0 leads to 1 and 2, 2 to 3, 1 to 4
    let (_, layout) = lay(5, &[(0, 1), (0, 2), (2, 3), (1, 4)]);
    let x = |n: usize| layout.centres[n].x;
    assert_eq!(x(1) < x(2), x(4) < x(3), "{layout:?}");
}

#[test]
fn an_arrow_back_points_up() {
    let (_, layout) = lay(2, &[(0, 1), (1, 0)]);
    let back = &layout.routes[1].points;
    assert!(back.first().unwrap().y > back.last().unwrap().y, "{layout:?}");
}

#[test]
fn what_nobody_could_read_is_not_laid_out() {
    let sizes = vec![Size { width: 10.0, height: 10.0 }; 20_000];
    assert_eq!(layered(&sizes, &[]), None);
}

proptest! {
    #[test]
    fn boxes_never_overlap_and_arrows_meet_their_boxes(
        links in vec((0_usize..20, 0_usize..20), 0..50),
    ) {
        let (sizes, layout) = lay(20, &links);
        for a in 0..20 {
            for b in 0..a {
                let (p, q) = (layout.centres[a], layout.centres[b]);
                let apart_x = (p.x - q.x).abs() >= f64::midpoint(sizes[a].width, sizes[b].width);
                let apart_y = (p.y - q.y).abs() >= f64::midpoint(sizes[a].height, sizes[b].height);
                prop_assert!(apart_x || apart_y, "{a} and {b} overlap");
            }
        }
        for (route, (from, to)) in layout.routes.iter().zip(&links) {
            for (point, node) in [(route.points.first(), from), (route.points.last(), to)] {
                let (point, centre, size) = (point.unwrap(), layout.centres[*node], sizes[*node]);
                prop_assert!((point.x - centre.x).abs() <= size.width / 2.0 + 0.01);
                prop_assert!((point.y - centre.y).abs() <= size.height / 2.0 + 0.01);
            }
        }
        prop_assert_eq!(&lay(20, &links).1, &layout);
    }
}
