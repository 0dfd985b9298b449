// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Enclosure.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <vector>

namespace sidetone::office {

namespace {

struct Pipe {
    Descriptor reading;
    Descriptor writing;
};

core::Result<Pipe> makePipe() {
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        return core::fail(core::ErrorCode::Internal, "Making a pipe", std::strerror(errno));
    }
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

bool put(const std::string& path, const std::string& text) {
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return file.isOpen() &&
           ::write(file.number(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

/// Inside a user namespace the process stays who it is.
bool mapOwnUser(pid_t process) {
    const std::string folder = "/proc/" + std::to_string(process);
    const std::string user = std::to_string(::geteuid());
    const std::string group = std::to_string(::getegid());
    (void)put(folder + "/setgroups", "deny");
    return put(folder + "/uid_map", user + " " + user + " 1") &&
           put(folder + "/gid_map", group + " " + group + " 1");
}

/// What to try, the best first. Root needs no user namespace, unless it is root of a container.
std::vector<unsigned long> attempts(Namespaces namespaces, bool wantMounts) {
    if (namespaces == Namespaces::Forbidden) return {0};
    std::vector<unsigned long> list;
    for (const unsigned long user : {0UL, static_cast<unsigned long>(CLONE_NEWUSER)}) {
        if (user == 0 && ::geteuid() != 0) continue;
        if (wantMounts) list.push_back(user | CLONE_NEWPID | CLONE_NEWNS);
        list.push_back(user | CLONE_NEWPID);
    }
    list.push_back(0);
    return list;
}

/// The new process' side: waits for the word that its user is mapped, then runs.
[[noreturn]] void runInside(unsigned long flags, const Pipe& word, Pipe life,
                            const std::function<int(Inside)>& body) {
    char go = 0;
    if (::read(word.reading.number(), &go, 1) != 1 || go != 'g') ::_exit(1);
    life.writing.close();
    ::setsid();
    Inside inside;
    inside.enclosing = (flags & CLONE_NEWPID) != 0 ? Enclosing::PidNamespace : Enclosing::Marks;
    inside.ownMounts = (flags & CLONE_NEWNS) != 0;
    inside.lifeline = std::move(life.reading);
    if (inside.enclosing == Enclosing::PidNamespace) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    } else {
        // It must live on for a moment: at the lifeline's end it kills what is left.
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    }
    ::_exit(body(std::move(inside)));
}

/// One attempt; process 0 where the kernel does not allow it.
core::Result<Enclosed> attempt(unsigned long flags, const std::function<int(Inside)>& body) {
    auto word = makePipe();
    if (!word) return word.error();
    auto life = makePipe();
    if (!life) return life.error();
    const long process = ::syscall(SYS_clone, flags | SIGCHLD, nullptr, nullptr, nullptr, nullptr);
    if (process < 0) return Enclosed{};
    if (process == 0) {
        word->writing.close();
        runInside(flags, *word, std::move(*life), body);
    }
    const auto child = static_cast<pid_t>(process);
    if ((flags & CLONE_NEWUSER) != 0 && !mapOwnUser(child)) {
        word->writing.close();
        ::waitpid(child, nullptr, 0);
        return Enclosed{};
    }
    const bool told = ::write(word->writing.number(), "g", 1) == 1;
    if (!told) return Enclosed{};
    const auto kind = (flags & CLONE_NEWPID) != 0 ? Enclosing::PidNamespace : Enclosing::Marks;
    return Enclosed{child, kind, std::move(life->writing)};
}

}  // namespace

core::Result<Enclosed> enclose(Namespaces namespaces, bool wantMounts,
                               const std::function<int(Inside)>& body) {
    for (const unsigned long flags : attempts(namespaces, wantMounts)) {
        auto enclosed = attempt(flags, body);
        if (!enclosed || enclosed->process != 0) return enclosed;
    }
    return core::fail(core::ErrorCode::Internal, "Starting the supervisor's process",
                      std::strerror(errno));
}

bool layOver(const std::string& prefix) {
    // These have a meaning in overlayfs' options.
    if (prefix.find_first_of(":,\\") != std::string::npos) return false;
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0) return false;
    const std::string programs = "lowerdir=" + prefix + "/usr:/usr";
    if (::mount("overlay", "/usr", "overlay", MS_RDONLY, programs.c_str()) != 0) return false;
    // The system's own configuration goes first. /etc/protocols may be the prefix's: without it
    // Kamailio cannot switch Nagle's algorithm off.
    const std::string configuration = "lowerdir=/etc:" + prefix + "/etc";
    (void)::mount("overlay", "/etc", "overlay", MS_RDONLY, configuration.c_str());
    return true;
}

}  // namespace sidetone::office
