// SPDX-License-Identifier: GPL-3.0-or-later
#include "Phone.h"

#include <cmath>
#include <cstdio>
#include <numbers>

#include "media/devices/FileDevices.h"
#include "net/TlsPolicy.h"

namespace sidetone::test {
namespace {

void writeTone(const std::string& path, double frequency) {
    media::WavSound sound;
    sound.rate = 16'000;
    // A whole second of a whole number of hertz joins to itself without a click.
    for (int i = 0; i < sound.rate; ++i) {
        const double phase = 2 * std::numbers::pi * frequency * i / sound.rate;
        sound.samples.push_back(static_cast<std::int16_t>(8'000 * std::sin(phase)));
    }
    [[maybe_unused]] const auto written = media::writeWav(path, sound);
}

}  // namespace

Phone::Phone(const std::string& nameServer, const std::string& caFile, double frequency,
             std::shared_ptr<const net::ClientCertificates> certificates) {
    const auto folder = folder_.path().toStdString();
    recording_ = folder + "/heard.wav";
    writeTone(folder + "/tone.wav", frequency);
    if (qEnvironmentVariableIsSet("SIDETONE_TEST_LOG")) {
        log_.setLevel(core::LogLevel::Debug);
        log_.setSink([frequency](const core::LogLine& line) {
            std::fprintf(stderr, "%.0f %s: %s\n", frequency, line.room.c_str(), line.text.c_str());
        });
    }
    net::ResolverSettings resolver;
    if (!nameServer.empty()) resolver.nameServers = {nameServer};
    resolver_ = std::make_unique<net::CaresResolver>(resolver);
    auto policy = net::TlsPolicy::create({caFile, false}, clock_, nullptr, std::move(certificates));
    if (!policy) qFatal("%s", policy.error().sentence().c_str());
    connections_ = std::make_unique<net::SocketConnections>(clock_, *resolver_, *policy);
    auto devices = media::FileDevices::create(folder + "/tone.wav", recording_);
    if (!devices) qFatal("%s", devices.error().sentence().c_str());
    engine_ = media::MediaEngine::create({random_, log_, *devices});
    phone_ = std::make_unique<telephony::SoftPhone>(telephony::SoftPhonePorts{
        clock_, random_, log_, *connections_, datagrams_, *resolver_, *engine_});
    QObject::connect(phone_.get(), &telephony::SoftPhone::callEnded, phone_.get(),
                     [this](const telephony::CallEnded& record) { records.push_back(record); });
    QObject::connect(phone_.get(), &telephony::SoftPhone::digitReceived, phone_.get(),
                     [this](telephony::CallId, char digit) { digits += digit; });
}

Phone::~Phone() {
    phone_.reset();
}

telephony::LineSettings Phone::lineOf(const OfficeFixture& office, int user) {
    telephony::LineSettings line;
    const auto address = office.user(user);
    line.servers = {{{"cucm1." + office.domain(), 5061}, sip::TransportKind::Tls}};
    line.domain = office.domain();
    line.user = address.substr(0, address.find('@'));
    line.displayName = "Person " + line.user;
    line.password = office.password(user);
    line.deviceName = "CSF" + line.user;
    return line;
}

telephony::Call Phone::newest() const {
    const auto calls = phone_->calls();
    if (!calls.empty()) return calls.back();
    telephony::Call none;
    none.state = telephony::CallState::Ended;
    return none;
}

bool Phone::hears(double frequency) const {
    const auto tone = newestToneInWav(recording_, 0.5);
    return std::abs(tone.frequency - frequency) < 5 && tone.level > -30;
}

bool Phone::hearsNothing() const {
    const auto sound = media::readWav(recording_);
    if (!sound) return false;
    const double length = static_cast<double>(sound->samples.size()) / sound->rate;
    return length > 0.5 &&
           media::totalLevel(media::cut(sound->samples, sound->rate, {length - 0.5, 0.5})) < -50;
}

}  // namespace sidetone::test
