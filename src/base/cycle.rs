//! Finding a ring of names that lead back to themselves.

/// The first ring in a graph of `n` nodes, as its nodes in order (the first is not repeated), or `None`.
///
/// `next(node)` gives the nodes that a node leads to. Nodes and successors are tried in order, so that
/// the same graph always gives the same ring. Costs what the graph has in nodes and edges.
pub fn first_cycle(n: usize, next: impl Fn(usize) -> Vec<usize>) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; n];
    for root in 0..n {
        if marks[root] != Mark::New {
            continue;
        }
        marks[root] = Mark::Open;
        let mut path = vec![(root, next(root).into_iter())];
        while let Some((node, successors)) = path.last_mut() {
            match successors.next() {
                None => {
                    marks[*node] = Mark::Done;
                    path.pop();
                }
                Some(successor) if marks[successor] == Mark::Open => {
                    let ring = path.iter().map(|(node, _)| *node);
                    return Some(ring.skip_while(|node| *node != successor).collect());
                }
                Some(successor) if marks[successor] == Mark::New => {
                    marks[successor] = Mark::Open;
                    path.push((successor, next(successor).into_iter()));
                }
                Some(_) => {}
            }
        }
    }
    None
}

/// All nodes of a graph without rings, each after those that it leads to. Costs what the graph has in nodes
/// and edges, and no stack.
pub fn successors_first(n: usize, next: impl Fn(usize) -> Vec<usize>) -> Vec<usize> {
    let mut seen = vec![false; n];
    let mut order = Vec::with_capacity(n);
    for root in 0..n {
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        let mut path = vec![(root, next(root).into_iter())];
        while let Some((node, successors)) = path.last_mut() {
            match successors.next() {
                None => {
                    order.push(*node);
                    path.pop();
                }
                Some(successor) if !std::mem::replace(&mut seen[successor], true) => {
                    path.push((successor, next(successor).into_iter()));
                }
                Some(_) => {}
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::{first_cycle, successors_first};

    #[test]
    fn successors_come_first() {
        let edges = [vec![2, 1], vec![], vec![1, 3], vec![]];
        assert_eq!(successors_first(4, |node| edges[node].clone()), [1, 3, 2, 0]);
        let chain = |node: usize| node.checked_sub(1).into_iter().collect();
        assert_eq!(successors_first(100_000, chain), (0..100_000).collect::<Vec<_>>());
    }

    #[test]
    fn rings_are_found() {
        let edges = [vec![1], vec![2], vec![3, 1], vec![]];
        assert_eq!(first_cycle(4, |node| edges[node].clone()), Some(vec![1, 2]));
        let line = [vec![1, 2], vec![2], vec![]];
        assert_eq!(first_cycle(3, |node| line[node].clone()), None);
        assert_eq!(first_cycle(1, |_| vec![0]), Some(vec![0]));
    }
}
