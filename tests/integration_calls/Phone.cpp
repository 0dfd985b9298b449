// SPDX-License-Identifier: GPL-3.0-or-later
#include "Phone.h"

#include <algorithm>
#include <cstdio>
#include <fstream>

#include "Recordings.h"
#include "media/devices/FileDevices.h"
#include "media/rate/ladder.h"
#include "media/video/FileVideoDevices.h"
#include "media/video/TestPattern.h"
#include "net/TlsPolicy.h"

namespace sidetone::test {
Phone::Phone(const std::string& nameServer, const std::string& caFile, double frequency,
             std::shared_ptr<const net::ClientCertificates> certificates, Video video) {
    connectTo(nameServer, caFile, std::move(certificates));
    Pictures pictures;
    if (video != Video::None) {
        watched_ = folder_.path().toStdString() + "/seen.y4m";
        auto files =
            media::FileVideoDevices::create(video == Video::SendAndReceive ? "test" : "", watched_);
        if (!files) qFatal("%s", files.error().sentence().c_str());
        pictures.devices = std::move(*files);
    }
    start(frequency, pictures);
}

Phone::Phone(const OfficeFixture& office, double frequency, const Pictures& pictures) {
    connectTo(office.nameServer(), office.caFile(), nullptr);
    start(frequency, pictures);
}

Phone::Phone(const OfficeFixture& office, double frequency, const ChangedLine::Change& change) {
    connectTo(office.nameServer(), office.caFile(), nullptr);
    changed_ = std::make_unique<ChangedLine>(*connections_, change);
    start(frequency, Pictures());
}

Phone::Phone(const OfficeFixture& office, std::shared_ptr<media::AudioDevices> devices) {
    connectTo(office.nameServer(), office.caFile(), nullptr);
    start(std::move(devices), {});
}

void Phone::connectTo(const std::string& nameServer, const std::string& caFile,
                      std::shared_ptr<const net::ClientCertificates> certificates) {
    net::ResolverSettings resolver;
    if (!nameServer.empty()) resolver.nameServers = {nameServer};
    resolver_ = std::make_unique<net::CaresResolver>(resolver);
    auto policy = net::TlsPolicy::create({caFile, false}, clock_, nullptr, std::move(certificates));
    if (!policy) qFatal("%s", policy.error().sentence().c_str());
    connections_ = std::make_unique<net::SocketConnections>(clock_, *resolver_, *policy);
}

void Phone::start(double frequency, const Pictures& pictures) {
    const auto folder = folder_.path().toStdString();
    recording_ = folder + "/heard.wav";
    writeTone(folder + "/tone.wav", frequency);
    if (qEnvironmentVariableIsSet("SIDETONE_TEST_LOG")) {
        log_.setLevel(core::LogLevel::Debug);
        log_.setSink([frequency](const core::LogLine& line) {
            std::fprintf(stderr, "%.0f %s: %s\n", frequency, line.room.c_str(), line.text.c_str());
        });
    }
    auto devices = media::FileDevices::create(folder + "/tone.wav", recording_);
    if (!devices) qFatal("%s", devices.error().sentence().c_str());
    start(*devices, pictures);
}

void Phone::start(std::shared_ptr<media::AudioDevices> devices, const Pictures& pictures) {
    media::MediaPorts ports{random_, log_, std::move(devices)};
    ports.video = pictures.devices;
    engine_ = media::MediaEngine::create(ports);
    if (pictures.line) engine_ = pictures.line(std::move(engine_));
    net::ConnectionFactory* line = connections_.get();
    if (changed_) line = changed_.get();
    phone_ = std::make_unique<telephony::SoftPhone>(
        telephony::SoftPhonePorts{clock_, random_, log_, *line, datagrams_, *resolver_, *engine_});
    QObject::connect(phone_.get(), &telephony::SoftPhone::callEnded, phone_.get(),
                     [this](const telephony::CallEnded& record) {
                         // The last of its sound may still be on its way to the file.
                         constexpr int lastSound = 200;
                         lastEnd_ = QDateTime::currentDateTime().addMSecs(lastSound);
                         records.push_back(record);
                     });
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

telephony::LineSettings Phone::lineOf(const OfficeFixture& office, const std::string& user,
                                      const std::string& password) {
    auto line = lineOf(office, 1);
    line.user = user;
    line.displayName = "Person " + user;
    line.password = core::Secret(password);
    line.deviceName = "CSF" + user;
    return line;
}

telephony::CallState Phone::state(telephony::CallId id) const {
    const auto call = phone_->call(id);
    return call ? call->state : telephony::CallState::Ended;
}

telephony::Call Phone::newest() const {
    const auto calls = phone_->calls();
    if (!calls.empty()) return calls.back();
    telephony::Call none;
    none.state = telephony::CallState::Ended;
    return none;
}

bool Phone::hears(double frequency) const {
    return anyHears(liveRecordings(folder_.path().toStdString(), "heard", lastEnd_), frequency);
}

double Phone::levelOf(double frequency) const {
    double level = -120;
    for (const auto& recording : liveRecordings(folder_.path().toStdString(), "heard", lastEnd_)) {
        const auto sound = media::readWav(recording);
        if (!sound || sound->samples.empty()) continue;
        const double length = static_cast<double>(sound->samples.size()) / sound->rate;
        const auto newest =
            media::cut(sound->samples, sound->rate, {std::max(0.0, length - 0.5), 0.5});
        level = std::max(level, media::levelAt(newest, sound->rate, frequency));
    }
    return level;
}

media::PicturePointer Phone::shown() const {
    std::ifstream file(watched_, std::ios::binary | std::ios::ate);
    std::string header;
    const auto end = static_cast<std::int64_t>(file.tellg());
    file.seekg(0);
    if (!std::getline(file, header)) return nullptr;
    auto picture = std::make_shared<media::Picture>(media::defaultPictureSize);
    const auto octets = static_cast<std::int64_t>(picture->bytes().size());
    constexpr std::int64_t frameLine = 6;
    const auto first = static_cast<std::int64_t>(header.size()) + 1;
    const auto whole = (end - first) / (frameLine + octets);
    if (whole < 1) return nullptr;
    file.seekg(first + (whole - 1) * (frameLine + octets) + frameLine);
    file.read(reinterpret_cast<char*>(picture->bytes().data()), octets);
    return picture;
}

std::optional<int> Phone::sees() const {
    const auto picture = shown();
    const auto number = picture ? media::readTestPicture(*picture) : std::nullopt;
    return number ? std::optional<int>(*number) : std::nullopt;
}

double Phone::recorded() const {
    return secondsOf(recording_);
}

double Phone::longestSilence(double from) const {
    return longestSilenceIn(recording_, from);
}

bool Phone::hearsNothing() const {
    const auto sound = media::readWav(recording_);
    if (!sound) return false;
    const double length = static_cast<double>(sound->samples.size()) / sound->rate;
    return length > 0.5 &&
           media::totalLevel(media::cut(sound->samples, sound->rate, {length - 0.5, 0.5})) < -50;
}

}  // namespace sidetone::test
