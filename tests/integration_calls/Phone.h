// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QTemporaryDir>
#include <functional>
#include <memory>

#include "ChangedLine.h"
#include "OfficeFixture.h"
#include "ToneMeter.h"
#include "core/QtClock.h"
#include "exchange/HurriedClock.h"
#include "media/devices/AudioDevices.h"
#include "media/video/Picture.h"
#include "net/CaresResolver.h"
#include "net/ClientCertificates.h"
#include "net/SocketConnections.h"
#include "net/UdpSockets.h"
#include "telephony/SoftPhone.h"

namespace sidetone::test {

/// The softphone as the client runs it, with a tone for a microphone and a file for a speaker.
class Phone {
public:
    /// The test pattern for a camera, and a file for a window.
    enum class Video { None, ReceiveOnly, SendAndReceive };
    /// Other devices for pictures, and what stands between the engine and the line.
    struct Pictures {
        std::shared_ptr<media::VideoDevices> devices;
        std::function<std::unique_ptr<media::MediaEngine>(std::unique_ptr<media::MediaEngine>)>
            line = {};
    };
    /// Speaks a tone of that frequency. `caFile` and `nameServer` as the office says them.
    /// `certificates`: our own, for a server that asks.
    Phone(const std::string& nameServer, const std::string& caFile, double frequency,
          std::shared_ptr<const net::ClientCertificates> certificates = nullptr,
          Video video = Video::None);
    Phone(const OfficeFixture& office, double frequency, Video video)
        : Phone(office.nameServer(), office.caFile(), frequency, nullptr, video) {}
    Phone(const OfficeFixture& office, double frequency, const Pictures& pictures);
    Phone(const OfficeFixture& office, double frequency,
          std::shared_ptr<const net::ClientCertificates> certificates = nullptr)
        : Phone(office.nameServer(), office.caFile(), frequency, std::move(certificates)) {}
    /// Past somebody who reads what it signals, and may change it.
    Phone(const OfficeFixture& office, double frequency, const ChangedLine::Change& change);
    /// With devices of the machine in place of the tone and the file.
    Phone(const OfficeFixture& office, std::shared_ptr<media::AudioDevices> devices);
    ~Phone();
    Phone(const Phone&) = delete;
    Phone& operator=(const Phone&) = delete;

    /// From now on the phone's time runs so many times faster; sound and pictures keep theirs.
    void hurry(int times) { clock_.hurry(times); }
    /// The line of demo user 1 or 2 at the office's call server over TLS.
    static telephony::LineSettings lineOf(const OfficeFixture& office, int user);

    /// The line of somebody else in that office.
    static telephony::LineSettings lineOf(const OfficeFixture& office, const std::string& user,
                                          const std::string& password);

    telephony::SoftPhone* operator->() { return phone_.get(); }
    telephony::SoftPhone& phone() { return *phone_; }
    [[nodiscard]] bool isRegistered() const {
        return phone_->lineState() == telephony::LineState::Registered;
    }
    /// The newest call; state Ended where there is none.
    [[nodiscard]] telephony::Call newest() const;
    [[nodiscard]] telephony::CallState state() const { return newest().state; }
    /// The state of a call; Ended where it is forgotten.
    [[nodiscard]] telephony::CallState state(telephony::CallId id) const;
    /// True where the newest half second of what is heard in a call is that tone, clearly.
    [[nodiscard]] bool hears(double frequency) const;
    /// How loud that tone is in the newest half second of what is heard, in dB below full; of
    /// several calls the loudest.
    [[nodiscard]] double levelOf(double frequency) const;
    [[nodiscard]] bool hearsNothing() const;
    /// The newest picture that was shown whole, in 512x288; null where there is none.
    [[nodiscard]] media::PicturePointer shown() const;
    /// The newest number of the test pattern in what was shown; empty where none is readable.
    [[nodiscard]] std::optional<int> sees() const;
    /// Seconds that the first call's recording has.
    [[nodiscard]] double recorded() const;
    /// The longest stretch of it without sound, in seconds, from that second on.
    [[nodiscard]] double longestSilence(double from) const;

    std::vector<telephony::CallEnded> records;  ///< what the history would get
    std::string digits;                         ///< what was received

private:
    /// Everything but the sound and the pictures.
    void connectTo(const std::string& nameServer, const std::string& caFile,
                   std::shared_ptr<const net::ClientCertificates> certificates);
    void start(double frequency, const Pictures& pictures);
    void start(std::shared_ptr<media::AudioDevices> devices, const Pictures& pictures);

    QTemporaryDir folder_;
    std::string recording_;
    std::string watched_;
    HurriedClock clock_;
    core::SystemRandom random_;
    core::Log log_;
    QDateTime lastEnd_;  ///< what was recorded before is of a call that has ended
    std::unique_ptr<net::CaresResolver> resolver_;
    std::unique_ptr<net::SocketConnections> connections_;
    std::unique_ptr<ChangedLine> changed_;
    net::UdpSockets datagrams_;
    std::unique_ptr<media::MediaEngine> engine_;
    std::unique_ptr<telephony::SoftPhone> phone_;
};

}  // namespace sidetone::test
