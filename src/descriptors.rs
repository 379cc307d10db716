//! How many files and connections the system lets the program have open at the same time. The soft limit is 1,024 on most machines, and
//! for programs that wait with `select`; the program may raise its own up to the hard one.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// More is of no use here.
const ENOUGH: u64 = 1 << 18;
/// With less, a few callers who hold their connections open keep everybody else out.
const FEW: u64 = 4096;

/// Takes as many as the system allows; gives how many those are.
pub fn raise_limit() -> u64 {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.map_or(ENOUGH, |maximum| maximum.min(ENOUGH));
    if current.is_some_and(|current| current < wanted)
        && let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum })
    {
        tracing::warn!(%error, "the number of files and connections could not be raised");
    }
    getrlimit(Resource::Nofile).current.unwrap_or(ENOUGH)
}

/// What to say of so many where they are few.
pub fn remedy(limit: u64) -> Option<String> {
    (limit < FEW).then(|| {
        format!(
            "only {limit} files and connections may be open at a time, so that a few callers can keep all others out: allow 65536 \
             (LimitNOFILE= of systemd, --ulimit nofile= of Docker, ulimit -Hn of a shell)"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_takes_what_it_may_have_and_says_when_that_is_little() {
        let hard = getrlimit(Resource::Nofile).maximum.unwrap_or(ENOUGH);
        assert_eq!(raise_limit(), hard.min(ENOUGH).max(getrlimit(Resource::Nofile).current.unwrap_or(ENOUGH)));
        assert!(remedy(1024).is_some_and(|text| text.contains("1024") && text.contains("LimitNOFILE")));
        assert_eq!(remedy(65_536), None);
    }
}
