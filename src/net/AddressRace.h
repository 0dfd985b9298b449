// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <string>
#include <vector>

#include "core/Clock.h"
#include "core/Task.h"

class QSslSocket;

namespace sidetone::net {

/// A socket that is deleted from the event loop, so that it may be dropped inside its signal.
using SocketHandle = std::shared_ptr<QSslSocket>;

/// The addresses with the families taking turns, beginning with the first one's (RFC 8305 4).
[[nodiscard]] std::vector<std::string> interleaveFamilies(std::vector<std::string> addresses);

/// Connects to the first address that answers: they start 250 ms apart, or at once when the one
/// before failed (RFC 8305 5). Dropping it ends all attempts.
class AddressRace {
public:
    AddressRace(core::Clock& clock, std::vector<std::string> addresses, std::uint16_t port);
    ~AddressRace();
    AddressRace(const AddressRace&) = delete;
    AddressRace& operator=(const AddressRace&) = delete;

    /// The connected plain socket. The error is the last address's where all failed.
    [[nodiscard]] core::Task<SocketHandle> run();

private:
    void startNext();
    void won(const QSslSocket* socket);
    void lost(const QSslSocket* socket);

    core::Clock& clock_;
    std::vector<std::string> addresses_;
    std::uint16_t port_;
    std::size_t next_ = 0;
    std::vector<SocketHandle> running_;
    core::Timer stagger_;
    core::Promise<SocketHandle> promise_;
    QObject context_;  ///< ends the signals' and the event loop's calls with this object
};

}  // namespace sidetone::net
