// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTemporaryDir>
#include <memory>

#include "OfficeFixture.h"
#include "ToneMeter.h"
#include "core/QtClock.h"
#include "net/CaresResolver.h"
#include "net/ClientCertificates.h"
#include "net/SocketConnections.h"
#include "net/UdpSockets.h"
#include "telephony/SoftPhone.h"

namespace sidetone::test {

/// The softphone as the client runs it, with a tone for a microphone and a file for a speaker.
class Phone {
public:
    /// Speaks a tone of that frequency. `caFile` and `nameServer` as the office says them.
    /// `certificates`: our own, for a server that asks.
    Phone(const std::string& nameServer, const std::string& caFile, double frequency,
          std::shared_ptr<const net::ClientCertificates> certificates = nullptr);
    Phone(const OfficeFixture& office, double frequency,
          std::shared_ptr<const net::ClientCertificates> certificates = nullptr)
        : Phone(office.nameServer(), office.caFile(), frequency, std::move(certificates)) {}
    ~Phone();
    Phone(const Phone&) = delete;
    Phone& operator=(const Phone&) = delete;

    /// The line of demo user 1 or 2 at the office's call server over TLS.
    static telephony::LineSettings lineOf(const OfficeFixture& office, int user);

    telephony::SoftPhone* operator->() { return phone_.get(); }
    telephony::SoftPhone& phone() { return *phone_; }
    [[nodiscard]] bool isRegistered() const {
        return phone_->lineState() == telephony::LineState::Registered;
    }
    /// The newest call; state Ended where there is none.
    [[nodiscard]] telephony::Call newest() const;
    [[nodiscard]] telephony::CallState state() const { return newest().state; }
    /// True where the newest half second of what was heard is that tone, clearly.
    [[nodiscard]] bool hears(double frequency) const;
    [[nodiscard]] bool hearsNothing() const;

    std::vector<telephony::CallEnded> records;  ///< what the history would get
    std::string digits;                         ///< what was received

private:
    QTemporaryDir folder_;
    std::string recording_;
    core::QtClock clock_;
    core::SystemRandom random_;
    core::Log log_;
    std::unique_ptr<net::CaresResolver> resolver_;
    std::unique_ptr<net::SocketConnections> connections_;
    net::UdpSockets datagrams_;
    std::unique_ptr<media::MediaEngine> engine_;
    std::unique_ptr<telephony::SoftPhone> phone_;
};

}  // namespace sidetone::test
