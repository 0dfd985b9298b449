// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Guardian.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/Random.h"
#include "office/supervisor/AddressClaim.h"
#include "office/supervisor/Office.h"
#include "office/supervisor/ProcessTable.h"
#include "office/supervisor/Report.h"
#include "office/supervisor/TextFile.h"

namespace sidetone::office {

namespace {

Descriptor takeSignals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int signal : {SIGCHLD, SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    return Descriptor(::signalfd(-1, &set, SFD_CLOEXEC));
}

/// Waits for the supervisor's end; asks it to stop when this process is asked to.
int waitFor(const Enclosed& enclosed, const Descriptor& signals) {
    for (;;) {
        signalfd_siginfo information{};
        if (::read(signals.number(), &information, sizeof information) < 0) continue;
        if (information.ssi_signo != SIGCHLD) {
            (void)!::write(enclosed.lifeline.number(), "q", 1);
            continue;
        }
        int status = 0;
        if (::waitpid(enclosed.process, &status, WNOHANG) == enclosed.process) {
            return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
        }
    }
}

/// What an earlier office of this folder decided stays: addresses and secrets.
void takeOver(Layout& layout) {
    core::SystemRandom random;
    const auto earlier = Layout::load(layout.folder);
    layout.office = earlier ? earlier->office : 0;
    layout.turnSecret = earlier ? earlier->turnSecret : random.hex(16);
    layout.directoryPassword = earlier ? earlier->directoryPassword : random.hex(16);
}

}  // namespace

int guard(const Folder& folder, StartOptions options, Descriptor reports, core::Instant started) {
    const std::string tag = Folder::tag(folder.path());
    const Descriptor signals = takeSignals();
    (void)makeFolder(folder.path() + "/log");
    Report report(Descriptor(::dup(reports.number())), folder.path() + "/log/office.log");
    // Only where namespaces were forbidden and two processes were killed at once.
    if (const int count = sweep(tag); count > 0) {
        report.note("ended " + std::to_string(count) + " processes of an earlier office");
    }
    takeOver(options.layout);
    const auto claim = AddressClaim::take(options.layout, options.layout.office);
    if (!claim) {
        report.failed(claim.error());
        return 1;
    }
    options.layout.office = claim->office();
    auto status = options.layout.save();
    if (status) status = folder.setOwner(::getpid());
    if (!status) {
        report.failed(status.error());
        return 1;
    }
    const bool wantMounts = !options.layout.prefix.empty();
    const auto enclosed = enclose(options.namespaces, wantMounts, [&](Inside inside) {
        return runOffice(options, std::move(inside), std::move(reports), started);
    });
    if (!enclosed) {
        report.failed(enclosed.error());
        return 1;
    }
    reports.close();
    report = Report({}, folder.path() + "/log/office.log");
    const int result = waitFor(*enclosed, signals);
    if (enclosed->enclosing == Enclosing::Marks) sweep(tag);
    ::unlink((folder.path() + "/control.sock").c_str());
    return result;
}

}  // namespace sidetone::office
