//! How much of something each caller has at the same time.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Counts what callers have, up to a bound for each.
pub struct Crowd {
    most: usize,
    inside: Mutex<HashMap<String, usize>>,
}

impl Crowd {
    /// So many for each caller.
    pub fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { most, inside: Mutex::default() })
    }

    /// A place, until it is dropped; `None` when this caller has no more.
    pub fn enter(self: &Arc<Self>, caller: &str) -> Option<Place> {
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let count = inside.get(caller).copied().unwrap_or(0);
        if count >= self.most {
            return None;
        }
        inside.insert(caller.to_owned(), count + 1);
        Some(Place { crowd: Arc::clone(self), caller: caller.to_owned() })
    }
}

/// What a caller has.
pub struct Place {
    crowd: Arc<Crowd>,
    caller: String,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut inside = self.crowd.inside.lock().unwrap_or_else(PoisonError::into_inner);
        match inside.get_mut(&self.caller) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) | None => drop(inside.remove(&self.caller)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_has_so_many_and_nothing_is_kept_of_who_left() {
        let crowd = Crowd::new(2);
        let first = crowd.enter("192.0.2.1").unwrap();
        let second = crowd.enter("192.0.2.1").unwrap();
        assert!(crowd.enter("192.0.2.1").is_none());
        let other = crowd.enter("192.0.2.2").unwrap();
        drop(first);
        let third = crowd.enter("192.0.2.1").unwrap();
        assert!(crowd.enter("192.0.2.1").is_none());
        drop((second, third, other));
        assert!(crowd.inside.lock().unwrap().is_empty());
    }
}
