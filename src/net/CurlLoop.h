// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <curl/curl.h>

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <functional>
#include <map>

namespace sidetone::net {

/// libcurl's multi handle in the Qt event loop: sockets by notifiers, time by one timer. Ends of
/// transfers are told from the event loop, never from inside libcurl.
class CurlLoop final : public QObject {
public:
    using Done = std::function<void(CURLcode)>;

    CurlLoop();
    ~CurlLoop() override;
    CurlLoop(const CurlLoop&) = delete;
    CurlLoop& operator=(const CurlLoop&) = delete;

    /// Starts the transfer; `done` is called once, unless it is removed before.
    void add(CURL* transfer, Done done);
    /// Forgets the transfer and ends it where it still runs.
    void remove(CURL* transfer);

private:
    struct Running {
        unsigned long id;  ///< the address of an ended transfer may be given to a new one
        Done done;
    };
    struct Watched {
        QSocketNotifier* reads = nullptr;
        QSocketNotifier* writes = nullptr;
    };
    void watch(curl_socket_t socket, int what);
    void watchOne(QSocketNotifier*& notifier, curl_socket_t socket, QSocketNotifier::Type type,
                  bool on);
    void act(curl_socket_t socket, int events);
    void collect();

    CURLM* multi_;
    std::map<CURL*, Running> running_;
    unsigned long nextId_ = 0;
    std::map<curl_socket_t, Watched> watched_;
    QTimer timer_;
};

}  // namespace sidetone::net
