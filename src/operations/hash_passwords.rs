//! Passwords are hashed with argon2id: two at a time, with a short queue, in memory that is made once and kept. Were it asked for and given
//! back each time, the allocator would keep 19 MiB for every thread that ever hashed.

use super::{Context, OperationError, Outcome};
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Arc, Mutex, PoisonError};
use subtle::ConstantTimeEq;
use tokio::sync::Semaphore;

/// So many are hashed at the same time.
const AT_A_TIME: usize = 2;
/// So many more wait for their turn, a second or two; whoever comes then is asked to come again.
const WAITING: usize = 32;
const OUTPUT: usize = Params::DEFAULT_OUTPUT_LEN;

/// PHC string of a password that nobody has, with the same costs as real ones.
pub(super) const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Whose turn it is to hash, and the memory for it.
pub struct Hashing {
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
    memory: Mutex<Vec<Vec<Block>>>,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(AT_A_TIME + WAITING)),
            turns: Arc::new(Semaphore::new(AT_A_TIME)),
            memory: Mutex::default(),
        }
    }
}

impl Hashing {
    /// Does `work` off the worker threads when it is its turn. What has begun keeps its turn to its end, also when nobody waits for it any
    /// more: whoever hangs up and calls again gets no more of the machine than others.
    async fn take_turn<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&mut Vec<Block>) -> T + Send + 'static,
    ) -> Outcome<T> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| OperationError::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| OperationError::Internal("stopping"))?;
        let hashing = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            let _kept = (place, turn);
            let kept = || hashing.memory.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = kept().pop().unwrap_or_default();
            let done = work(&mut memory);
            // What is left in it would make guessing cheap.
            memory.fill(Block::new());
            kept().push(memory);
            done
        })
        .await
        .map_err(|_| OperationError::Internal("hashing was cut off"))
    }
}

fn hasher() -> Argon2<'static> {
    // OWASP: 19 MiB, two passes, one lane at least.
    let params = Params::new(19_456, 2, 1, Some(OUTPUT)).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// Hashes a password. `Busy` when too many are being hashed.
pub async fn hash_password(context: &Context, password: String) -> Outcome<String> {
    let salt: [u8; 16] = context.random.bytes();
    let hash = context.hashing.take_turn(move |memory| phc_string(password.as_bytes(), &salt, memory)).await?;
    hash.map_err(|_| OperationError::Internal("hashing failed"))
}

/// Whether a password is the one behind a hash; without a hash the same work is done for nobody, so that time does not tell who exists.
/// `Busy` when too many are being hashed.
pub async fn fits_password(context: &Context, password: String, hash: Option<String>) -> Outcome<bool> {
    let hash = hash.unwrap_or_else(|| NOBODY.to_owned());
    context.hashing.take_turn(move |memory| fits(password.as_bytes(), &hash, memory).unwrap_or(false)).await
}

type Hashed<T> = Result<T, argon2::password_hash::Error>;

fn phc_string(password: &[u8], salt: &[u8], memory: &mut Vec<Block>) -> Hashed<String> {
    let argon2 = hasher();
    let mut output = [0; OUTPUT];
    compute(&argon2, password, salt, &mut output, memory)?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(argon2.params())?,
        salt: Some(Salt::new(salt)?),
        hash: Some(Output::new(&output)?),
    };
    Ok(hash.to_string())
}

/// With the costs that the hash itself names.
fn fits(password: &[u8], hash: &str, memory: &mut Vec<Block>) -> Hashed<bool> {
    let known = PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (&known.salt, &known.hash) else { return Ok(false) };
    let algorithm = Algorithm::try_from(known.algorithm.as_str())?;
    let version = known.version.map(Version::try_from).transpose()?.unwrap_or_default();
    let argon2 = Argon2::new(algorithm, version, Params::try_from(&known)?);
    let mut output = vec![0; expected.len()];
    compute(&argon2, password, salt, &mut output, memory)?;
    Ok(output.ct_eq(expected.as_bytes()).into())
}

fn compute(
    argon2: &Argon2<'_>,
    password: &[u8],
    salt: &[u8],
    output: &mut [u8],
    memory: &mut Vec<Block>,
) -> Hashed<()> {
    if memory.len() < argon2.params().block_count() {
        memory.resize(argon2.params().block_count(), Block::new());
    }
    Ok(argon2.hash_password_into_with_memory(password, salt, output, memory.as_mut_slice())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::PasswordVerifier;
    use std::sync::mpsc;

    #[test]
    fn nobody_costs_what_a_user_costs() {
        let mut memory = Vec::new();
        let user = phc_string(b"blau rohr zange nordsee", &[7; 16], &mut memory).unwrap();
        let costs = |hash: &str| hash.split('$').nth(3).map(str::to_owned);
        assert_eq!(costs(NOBODY), costs(&user));
        assert!(!fits(b"anything", NOBODY, &mut memory).unwrap());
    }

    #[test]
    fn hashes_are_those_of_the_library() {
        let mut memory = Vec::new();
        let ours = phc_string(b"blau rohr zange nordsee", &[7; 16], &mut memory).unwrap();
        let parsed = PasswordHash::new(&ours).unwrap();
        assert!(hasher().verify_password(b"blau rohr zange nordsee", &parsed).is_ok());
        assert!(fits(b"blau rohr zange nordsee", &ours, &mut memory).unwrap());
        assert!(!fits(b"blau rohr zange ostsee", &ours, &mut memory).unwrap());
        let cheaper = ours.replace("m=19456", "m=256");
        assert!(!fits(b"blau rohr zange nordsee", &cheaper, &mut memory).unwrap(), "other costs, another hash");
        assert!(fits(b"x", "no hash", &mut memory).is_err());
        assert_eq!(memory.len(), 19_456, "one memory for all of them");
    }

    #[tokio::test]
    async fn the_queue_has_an_end_and_what_nobody_waits_for_keeps_its_turn() {
        let hashing = Arc::new(Hashing::default());
        let (begun, begins) = mpsc::channel();
        let mut ends = Vec::new();
        for _ in 0..AT_A_TIME {
            let (end, ended) = mpsc::channel::<()>();
            ends.push(end);
            let (hashing, begun) = (Arc::clone(&hashing), begun.clone());
            let caller = tokio::spawn(async move {
                hashing
                    .take_turn(move |_| {
                        begun.send(()).unwrap();
                        let _ = ended.recv();
                    })
                    .await
            });
            while begins.try_recv().is_err() {
                tokio::task::yield_now().await;
            }
            // The caller hangs up.
            caller.abort();
            assert!(caller.await.unwrap_err().is_cancelled());
        }
        assert_eq!(hashing.turns.available_permits(), 0, "the work goes on and keeps its turn");
        let waiting: Vec<_> = (0..WAITING)
            .map(|_| {
                let hashing = Arc::clone(&hashing);
                tokio::spawn(async move { hashing.take_turn(|_| ()).await })
            })
            .collect();
        while hashing.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(matches!(hashing.take_turn(|_| ()).await, Err(OperationError::Busy)));
        drop(ends);
        for caller in waiting {
            caller.await.unwrap().unwrap();
        }
        assert_eq!(hashing.memory.lock().unwrap().len(), AT_A_TIME, "no more memory than turns");
    }
}
