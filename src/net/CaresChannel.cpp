// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/CaresChannel.h"

#include <sys/time.h>

namespace sidetone::net {
namespace {

/// A notifier may be retired from inside its own signal, so it is deleted later.
void retire(QSocketNotifier*& notifier) {
    if (notifier == nullptr) return;
    notifier->setEnabled(false);
    notifier->disconnect();
    notifier->deleteLater();
    notifier = nullptr;
}

std::string joined(const std::vector<std::string>& servers) {
    std::string list;
    for (const auto& server : servers) list += (list.empty() ? "" : ",") + server;
    return list;
}

}  // namespace

CaresChannel::CaresChannel(const std::vector<std::string>& servers, core::Milliseconds timeout,
                           int tries) {
    // All that c-ares would read from files of the system is given here, but for /etc/hosts:
    // its own reading knows no ports and does not follow changes.
    std::string nothing = "/dev/null";
    std::string lookups = "fb";
    ares_options options{};
    options.timeout = static_cast<int>(timeout.count());
    options.tries = tries;
    options.lookups = lookups.data();
    options.resolvconf_path = nothing.data();
    options.ndomains = 0;
    options.sock_state_cb_data = this;
    options.sock_state_cb = [](void* self, ares_socket_t socket, int reads, int writes) {
        static_cast<CaresChannel*>(self)->watch(socket, reads != 0, writes != 0);
    };
    constexpr int given = ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | ARES_OPT_LOOKUPS |
                          ARES_OPT_RESOLVCONF | ARES_OPT_DOMAINS | ARES_OPT_SOCK_STATE_CB;
    ares_library_init(ARES_LIB_INIT_ALL);
    if (ares_init_options(&channel_, &options, given) != ARES_SUCCESS) return;
    isOpen_ = ares_set_servers_ports_csv(channel_, joined(servers).c_str()) == ARES_SUCCESS;
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer_, &QTimer::timeout, this,
                     [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
}

CaresChannel::~CaresChannel() {
    if (channel_ != nullptr) ares_destroy(channel_);
    for (auto& [socket, watched] : watched_) {
        retire(watched.reads);
        retire(watched.writes);
    }
    ares_library_cleanup();
}

void CaresChannel::watch(ares_socket_t socket, bool reads, bool writes) {
    auto& watched = watched_[socket];
    if (!reads && !writes) {
        retire(watched.reads);
        retire(watched.writes);
        watched_.erase(socket);
        return;
    }
    watchOne(watched.reads, socket, QSocketNotifier::Read, reads);
    watchOne(watched.writes, socket, QSocketNotifier::Write, writes);
}

void CaresChannel::watchOne(QSocketNotifier*& notifier, ares_socket_t socket,
                            QSocketNotifier::Type type, bool on) {
    if (notifier == nullptr) {
        if (!on) return;
        notifier = new QSocketNotifier(socket, type);
        const bool isRead = type == QSocketNotifier::Read;
        QObject::connect(notifier, &QSocketNotifier::activated, this, [this, socket, isRead] {
            process(isRead ? socket : ARES_SOCKET_BAD, isRead ? ARES_SOCKET_BAD : socket);
        });
    }
    notifier->setEnabled(on);
}

void CaresChannel::process(ares_socket_t readable, ares_socket_t writable) {
    ares_process_fd(channel_, readable, writable);
    armTimer();
}

void CaresChannel::armTimer() {
    timeval wait{};
    if (ares_timeout(channel_, nullptr, &wait) == nullptr) {
        timer_.stop();
        return;
    }
    timer_.start(static_cast<int>(wait.tv_sec * 1000 + wait.tv_usec / 1000 + 1));
}

}  // namespace sidetone::net
