//! The child's side: giving up, for good, all that reading a document does not need.

use std::fmt;

use crate::Limits;

/// Which layers hold a process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    /// Memory, processor time, files and core dumps are limited by the kernel.
    pub limits: bool,
    /// Landlock denies every path and, on newer kernels, every TCP port and every signal to others.
    pub landlock: bool,
    /// seccomp lets through only the calls that computing needs: no file, no socket, no process.
    pub seccomp: bool,
}

impl Layers {
    /// Whether all layers are in force.
    pub fn are_whole(&self) -> bool {
        self.limits && self.landlock && self.seccomp
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let layers = [("limits", self.limits), ("Landlock", self.landlock), ("seccomp", self.seccomp)];
        for (i, (name, there)) in layers.into_iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            write!(f, "{comma}{}{name}", if there { "" } else { "no " })?;
        }
        Ok(())
    }
}

/// Locks this process in; there is no way out. A layer that the kernel lacks is left out and not named.
#[cfg(target_os = "linux")]
pub fn enter(limits: Limits) -> Layers {
    Layers { limits: linux::limit(limits), landlock: linux::landlock(), seccomp: linux::seccomp() }
}

/// There is no jail on this system; only the parent's limits hold.
#[cfg(not(target_os = "linux"))]
pub fn enter(_limits: Limits) -> Layers {
    Layers::default()
}

/// Locks this process in as far as an installed program can bear that it then becomes: it may read and run what
/// stands below `folders`, write nothing but its output, and open no socket.
#[cfg(target_os = "linux")]
pub fn enter_for_program(limits: Limits, folders: &[&std::path::Path]) -> Layers {
    let limited = linux::limit(limits);
    Layers { limits: limited, landlock: linux::landlock_but_reading(folders), seccomp: linux::no_sockets() }
}

/// There is no jail on this system; only the parent's limits hold.
#[cfg(not(target_os = "linux"))]
pub fn enter_for_program(_limits: Limits, _folders: &[&std::path::Path]) -> Layers {
    Layers::default()
}

#[cfg(target_os = "linux")]
mod linux {
    use std::collections::BTreeMap;

    use landlock::{
        ABI, Access, AccessFs, AccessNet, RestrictionStatus, Ruleset, RulesetAttr, RulesetCreatedAttr,
        RulesetError, RulesetStatus, Scope,
    };
    use rustix::process::{Resource, Rlimit, Signal, set_parent_process_death_signal, setrlimit};
    use seccompiler::{SeccompAction, SeccompFilter};

    use crate::Limits;

    /// The kernel's limits, and the promise to die with the parent.
    pub(super) fn limit(limits: Limits) -> bool {
        let seconds = limits.processor.as_secs();
        [
            (Resource::As, limits.memory),
            (Resource::Cpu, seconds),
            (Resource::Fsize, 0),
            (Resource::Core, 0),
            (Resource::Nofile, 16),
        ]
        .into_iter()
        .all(|(what, most)| {
            // past the soft limit of processor time comes a signal that can be told from others
            let hard = if what == Resource::Cpu { most + 1 } else { most };
            setrlimit(what, Rlimit { current: Some(most), maximum: Some(hard) }).is_ok()
        }) & set_parent_process_death_signal(Some(Signal::KILL)).is_ok()
    }

    /// No path may be opened, no port connected or bound, no process outside signalled.
    pub(super) fn landlock() -> bool {
        fn restrict() -> Result<RestrictionStatus, RulesetError> {
            let abi = ABI::V6;
            Ruleset::default()
                .handle_access(AccessFs::from_all(abi))?
                .handle_access(AccessNet::from_all(abi))?
                .scope(Scope::from_all(abi))?
                .create()?
                .restrict_self()
        }
        restrict().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
    }

    /// Only what stands below some folders may be read and run; nothing may be written, no port reached.
    pub(super) fn landlock_but_reading(folders: &[&std::path::Path]) -> bool {
        let restrict = || -> Result<RestrictionStatus, RulesetError> {
            let abi = ABI::V6;
            let rules = landlock::path_beneath_rules(folders, AccessFs::from_read(abi));
            Ruleset::default()
                .handle_access(AccessFs::from_all(abi))?
                .handle_access(AccessNet::from_all(abi))?
                .scope(Scope::from_all(abi))?
                .create()?
                .add_rules(rules)?
                .restrict_self()
        };
        restrict().is_ok_and(|status| status.ruleset != RulesetStatus::NotEnforced)
    }

    /// Whatever program this process becomes, it opens no socket of any kind.
    pub(super) fn no_sockets() -> bool {
        let Ok(target) = std::env::consts::ARCH.try_into() else { return false };
        let calls = [libc::SYS_socket, libc::SYS_socketpair, libc::SYS_connect, libc::SYS_ptrace];
        let rules = calls.into_iter().map(|call| (call, Vec::new())).collect();
        let denied = SeccompAction::Errno(libc::EPERM as u32);
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, denied, target);
        let program: Result<seccompiler::BpfProgram, _> = filter.and_then(TryInto::try_into);
        program.is_ok_and(|program| seccompiler::apply_filter(&program).is_ok())
    }

    /// What computing needs: memory, its own descriptors, waiting for its own threads, time, ending.
    const ALLOWED: &[libc::c_long] = &[
        libc::SYS_read,
        libc::SYS_readv,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_fstat,
        libc::SYS_lseek,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// Everything else fails as if the process had no right to it.
    pub(super) fn seccomp() -> bool {
        let Ok(target) = std::env::consts::ARCH.try_into() else { return false };
        let mut rules: BTreeMap<i64, Vec<seccompiler::SeccompRule>> =
            ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
        // aborting sends a signal to oneself; to anybody else it is denied by Landlock and by the rights
        rules.insert(libc::SYS_tgkill, only_to_oneself().into_iter().collect());
        let denied = SeccompAction::Errno(libc::EPERM as u32);
        let filter = SeccompFilter::new(rules, denied, SeccompAction::Allow, target);
        let program: Result<seccompiler::BpfProgram, _> = filter.and_then(TryInto::try_into);
        program.is_ok_and(|program| seccompiler::apply_filter(&program).is_ok())
    }

    fn only_to_oneself() -> Option<seccompiler::SeccompRule> {
        let me = u64::from(std::process::id());
        let own = seccompiler::SeccompCondition::new(
            0,
            seccompiler::SeccompCmpArgLen::Dword,
            seccompiler::SeccompCmpOp::Eq,
            me,
        );
        own.ok().and_then(|own| seccompiler::SeccompRule::new(vec![own]).ok())
    }
}
