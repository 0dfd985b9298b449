// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ares.h>

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>
#include <map>
#include <string>
#include <vector>

#include "core/Clock.h"

namespace sidetone::net {

/// One c-ares channel in the Qt event loop. It must not be destroyed from inside one of its
/// answers.
class CaresChannel final : public QObject {
public:
    CaresChannel(const std::vector<std::string>& servers, core::Milliseconds timeout, int tries);
    ~CaresChannel() override;
    CaresChannel(const CaresChannel&) = delete;
    CaresChannel& operator=(const CaresChannel&) = delete;

    /// The channel for a question; null where c-ares refused to start. Call asked() afterwards.
    [[nodiscard]] ares_channel handle() { return isOpen_ ? channel_ : nullptr; }
    void asked() { armTimer(); }
    int questions = 0;  ///< under way; counted by who asks

private:
    struct Watched {
        QSocketNotifier* reads = nullptr;
        QSocketNotifier* writes = nullptr;
    };
    void watch(ares_socket_t socket, bool reads, bool writes);
    void watchOne(QSocketNotifier*& notifier, ares_socket_t socket, QSocketNotifier::Type type,
                  bool on);
    void process(ares_socket_t readable, ares_socket_t writable);
    void armTimer();

    ares_channel channel_ = nullptr;
    bool isOpen_ = false;
    std::map<ares_socket_t, Watched> watched_;
    QTimer timer_;
};

}  // namespace sidetone::net
