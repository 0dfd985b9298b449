// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/CurlLoop.h"

#include <QMetaObject>
#include <utility>

namespace sidetone::net {
namespace {

constexpr long keptConnections = 16;

/// libcurl's global state is set up once and kept: setting it up and down again is not safe
/// beside other users of TLS in the process.
bool startCurl() {
    static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return started;
}

void retire(QSocketNotifier*& notifier) {
    if (notifier == nullptr) return;
    notifier->setEnabled(false);
    notifier->disconnect();
    notifier->deleteLater();
    notifier = nullptr;
}

}  // namespace

CurlLoop::CurlLoop() : multi_(startCurl() ? curl_multi_init() : nullptr) {
    timer_.setSingleShot(true);
    timer_.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer_, &QTimer::timeout, this, [this] { act(CURL_SOCKET_TIMEOUT, 0); });
    using SocketCall = int (*)(CURL*, curl_socket_t, int, void*, void*);
    const SocketCall onSocket = [](CURL*, curl_socket_t socket, int what, void* self, void*) {
        static_cast<CurlLoop*>(self)->watch(socket, what);
        return 0;
    };
    using TimerCall = int (*)(CURLM*, long, void*);
    const TimerCall onTimer = [](CURLM*, long milliseconds, void* self) {
        auto& timer = static_cast<CurlLoop*>(self)->timer_;
        if (milliseconds < 0) {
            timer.stop();
        } else {
            timer.start(static_cast<int>(milliseconds));
        }
        return 0;
    };
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, onSocket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, onTimer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, keptConnections);
}

CurlLoop::~CurlLoop() {
    for (const auto& [transfer, running] : running_) curl_multi_remove_handle(multi_, transfer);
    curl_multi_cleanup(multi_);
    for (auto& [socket, watched] : watched_) {
        retire(watched.reads);
        retire(watched.writes);
    }
}

void CurlLoop::add(CURL* transfer, Done done) {
    running_[transfer] = {nextId_++, std::move(done)};
    curl_multi_add_handle(multi_, transfer);
}

void CurlLoop::remove(CURL* transfer) {
    if (running_.erase(transfer) == 0) return;
    curl_multi_remove_handle(multi_, transfer);
}

void CurlLoop::watch(curl_socket_t socket, int what) {
    if (what == CURL_POLL_REMOVE) {
        const auto found = watched_.find(socket);
        if (found == watched_.end()) return;
        retire(found->second.reads);
        retire(found->second.writes);
        watched_.erase(found);
        return;
    }
    auto& watched = watched_[socket];
    watchOne(watched.reads, socket, QSocketNotifier::Read, (what & CURL_POLL_IN) != 0);
    watchOne(watched.writes, socket, QSocketNotifier::Write, (what & CURL_POLL_OUT) != 0);
}

void CurlLoop::watchOne(QSocketNotifier*& notifier, curl_socket_t socket,
                        QSocketNotifier::Type type, bool on) {
    if (notifier == nullptr) {
        if (!on) return;
        notifier = new QSocketNotifier(socket, type);
        const int events = type == QSocketNotifier::Read ? CURL_CSELECT_IN : CURL_CSELECT_OUT;
        QObject::connect(notifier, &QSocketNotifier::activated, this,
                         [this, socket, events] { act(socket, events); });
    }
    notifier->setEnabled(on);
}

void CurlLoop::act(curl_socket_t socket, int events) {
    int stillRunning = 0;
    curl_multi_socket_action(multi_, socket, events, &stillRunning);
    collect();
}

void CurlLoop::collect() {
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL* transfer = message->easy_handle;
        const CURLcode code = message->data.result;
        const auto running = running_.find(transfer);
        curl_multi_remove_handle(multi_, transfer);
        if (running == running_.end()) continue;
        QMetaObject::invokeMethod(
            this,
            [this, transfer, code, id = running->second.id] {
                const auto found = running_.find(transfer);
                if (found == running_.end() || found->second.id != id) return;
                const Done done = std::move(found->second.done);
                running_.erase(found);
                done(code);
            },
            Qt::QueuedConnection);
    }
}

}  // namespace sidetone::net
