// SPDX-License-Identifier: GPL-3.0-or-later
#include "Person.h"

#include <QDir>
#include <QTest>

#include "Recordings.h"

namespace sidetone::test {

using client::ClientState;

Person::Person(const OfficeFixture& office, int number, Where where, double tone)
    : office_(office), number_(number) {
    writeTone(folder() + "/spoken.wav", tone);
    client::PlatformOptions options;
    options.profileFolder = folder() + "/profile";
    options.configurationFolder = folder() + "/etc";
    options.nameServers = {where == Where::Inside ? office.nameServer()
                                                  : office.variable("SIDETONE_NAMESERVER_OUTSIDE")};
    options.caFile = office.caFile();
    options.audioIn = folder() + "/spoken.wav";
    options.audioOut = folder() + "/heard.wav";
    options.keepsSecretsInMemory = true;
    auto platform = client::Platform::create(options);
    if (!platform) qFatal("%s", platform.error().sentence().c_str());
    platform_ = std::move(*platform);
    client_ = client::createClient(*platform_);
}

bool Person::signIn() {
    constexpr int patience = 30'000;
    if (!client_->signIn(office_.user(number_), office_.password(number_))) return false;
    return QTest::qWaitFor(
        [this] { return client_->state() == ClientState::Ready && isRegistered(); }, patience);
}

bool Person::isRegistered() const {
    const auto* calls = client_->calls();
    return calls != nullptr && calls->lineState() == telephony::LineState::Registered;
}

telephony::Call Person::newest() const {
    const auto calls = client_->calls()->calls();
    if (!calls.empty()) return calls.back();
    telephony::Call none;
    none.state = telephony::CallState::Ended;
    return none;
}

bool Person::hears(double frequency) const {
    return anyHears(liveRecordings(folder(), "heard"), frequency);
}

std::string Person::newestRecording() const {
    const auto files =
        QDir(folder_.path()).entryInfoList({QStringLiteral("heard*.wav")}, QDir::Files, QDir::Time);
    return files.empty() ? std::string() : files.front().filePath().toStdString();
}

}  // namespace sidetone::test
