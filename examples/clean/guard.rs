//! A panic that is held.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A bug in the program or the library; the other records are done all the same.
#[derive(Debug, thiserror::Error)]
#[error("internal error: {0}")]
pub struct Panic(String);

/// Makes a panic a failure like any other, so that one bad page ends no batch.
/// A panic can leave nothing half done: cleaner and options never change.
pub fn guarded<T, E: From<Panic>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(Panic(message(panic.as_ref())).into()))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure_with_its_message() {
        let failed = guarded::<(), Panic>(|| panic!("page {}", 7)).unwrap_err();
        assert_eq!(failed.to_string(), "internal error: page 7");
        let failed = guarded::<(), Panic>(|| panic!("page")).unwrap_err();
        assert_eq!(failed.to_string(), "internal error: page");
        assert!(guarded::<_, Panic>(|| Ok(1)).is_ok());
    }
}
