//! Lets a container be stopped at once, also without an init process.
//!
//! Process 1 of a container ignores SIGTERM unless it has a handler. The standard library has none
//! to offer; the crate `signal-hook` replaces this file when it is wanted for more than this.

/// Ends the process on SIGTERM if it is process 1; any other process ends by default.
#[cfg(unix)]
pub fn end_as_process_one() {
    use std::ffi::c_int;

    const SIGTERM: c_int = 15;

    unsafe extern "C" {
        fn signal(signum: c_int, handler: extern "C" fn(c_int)) -> usize;
        fn _exit(status: c_int) -> !;
    }

    extern "C" fn end(signum: c_int) {
        // SAFETY: `_exit` may be called in a signal handler.
        unsafe { _exit(128 + signum) }
    }

    if std::process::id() == 1 {
        // SAFETY: both declarations are those of POSIX, and `end` is safe in a signal handler.
        unsafe { signal(SIGTERM, end) };
    }
}

/// Only Unix has SIGTERM.
#[cfg(not(unix))]
pub fn end_as_process_one() {}
