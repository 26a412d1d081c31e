//! The Merkle tree of RFC 6962 over the log's entries: its root, and the proof that an entry is in it.

use sha2::{Digest, Sha256};

/// A SHA-256 digest.
pub type Hash = [u8; 32];

/// The hash of a stretch of bytes.
pub fn digest(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// The hash of a leaf: a zero byte before the entry keeps leaves and nodes apart.
pub fn leaf(entry: &[u8]) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([0]);
    hasher.update(entry);
    hasher.finalize().into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update([1]);
    hasher.update(left);
    hasher.update(right);
    hasher.finalize().into()
}

/// The right edge of a tree: the roots of its full subtrees, the largest first. It is all that is needed to go on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    size: u64,
    roots: Vec<Hash>,
}

impl Edge {
    /// The edge of a tree of this size, from its bytes; `None` where their number does not fit the size.
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Edge> {
        let roots: Vec<Hash> = bytes.chunks(32).map(Hash::try_from).collect::<Result<_, _>>().ok()?;
        (roots.len() == size.count_ones() as usize).then_some(Edge { size, roots })
    }

    /// The roots, one after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.roots.concat()
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        let mut rest = self.size;
        while rest & 1 == 1 {
            if let Some(left) = self.roots.pop() {
                hash = node(&left, &hash);
            }
            rest >>= 1;
        }
        self.roots.push(hash);
        self.size += 1;
    }

    /// The root; of an empty tree the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut roots = self.roots.iter().rev();
        let Some(last) = roots.next() else { return digest(b"") };
        roots.fold(*last, |right, left| node(left, &right))
    }
}

/// All levels of a tree, to take proofs from.
#[derive(Clone, Debug)]
pub struct Tree {
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// The tree over these leaves.
    pub fn new(leaves: Vec<Hash>) -> Tree {
        let mut levels = vec![leaves];
        while let Some(below) = levels.last().filter(|l| l.len() > 1) {
            let above = below.chunks(2).map(|pair| match pair {
                [left, right] => node(left, right),
                [only] => *only, // a lone node rises as it is
                _ => digest(b""),
            });
            let above = above.collect();
            levels.push(above);
        }
        Tree { levels }
    }

    /// The root.
    pub fn root(&self) -> Hash {
        self.levels.last().and_then(|l| l.first()).copied().unwrap_or_else(|| digest(b""))
    }

    /// The hashes that lead from a leaf to the root, the lowest first.
    pub fn proof(&self, leaf: usize) -> Vec<Hash> {
        let mut at = leaf;
        let mut path = Vec::new();
        for level in &self.levels {
            path.extend(level.get(at ^ 1).filter(|_| level.len() > 1));
            at /= 2;
        }
        path
    }
}

/// The root that a proof leads to; `None` where it has too many or too few hashes for the place.
pub fn root_of(leaf: Hash, index: u64, size: u64, proof: &[Hash]) -> Option<Hash> {
    let (mut at, mut last) = (index, size.checked_sub(1)?);
    if at > last {
        return None;
    }
    let mut hash = leaf;
    let mut proof = proof.iter();
    while last > 0 {
        if at & 1 == 1 {
            hash = node(proof.next()?, &hash);
        } else if at < last {
            hash = node(&hash, proof.next()?);
        }
        at >>= 1;
        last >>= 1;
    }
    proof.next().is_none().then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hex;

    /// The inputs and roots of the test vectors of Certificate Transparency.
    const INPUTS: [&str; 8] =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
    const ROOTS: [&str; 8] = [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    fn leaves() -> Vec<Hash> {
        let bytes = |text: &str| -> Vec<u8> {
            text.as_bytes()
                .chunks(2)
                .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
                .collect()
        };
        INPUTS.iter().map(|input| leaf(&bytes(input))).collect()
    }

    #[test]
    fn roots_are_those_of_certificate_transparency() {
        assert_eq!(hex(&Edge::default().root()), hex(&digest(b"")));
        let mut edge = Edge::default();
        for (n, (leaf, root)) in leaves().into_iter().zip(ROOTS).enumerate() {
            edge.push(leaf);
            assert_eq!(hex(&edge.root()), root, "of {} leaves", n + 1);
            assert_eq!(hex(&Tree::new(leaves()[..=n].to_vec()).root()), root, "of {} leaves", n + 1);
        }
    }

    #[test]
    fn every_leaf_of_every_size_has_its_proof_and_no_other() {
        for size in 1..=65_usize {
            let leaves: Vec<Hash> = (0..size).map(|n| leaf(&n.to_be_bytes())).collect();
            let tree = Tree::new(leaves.clone());
            for (at, leaf) in leaves.iter().enumerate() {
                let proof = tree.proof(at);
                assert!(proof.len() <= 7);
                let root = |index: usize, hash: Hash| root_of(hash, index as u64, size as u64, &proof);
                assert_eq!(root(at, *leaf), Some(tree.root()), "leaf {at} of {size}");
                assert_ne!(root(at, digest(b"forged")), Some(tree.root()));
                for other in (0..size + 1).filter(|other| *other != at) {
                    assert_ne!(root(other, *leaf), Some(tree.root()), "leaf {at} as {other} of {size}");
                }
            }
        }
    }

    #[test]
    fn an_edge_goes_on_where_it_was_kept() {
        let mut whole = Edge::default();
        for n in 0..100_u64 {
            let kept = Edge::from_bytes(n, &whole.to_bytes()).unwrap();
            assert_eq!(kept, whole);
            whole.push(leaf(&n.to_be_bytes()));
        }
        assert_eq!(Edge::from_bytes(3, &[0; 32]), None);
        assert_eq!(Edge::from_bytes(1, &[0; 31]), None);
    }
}
