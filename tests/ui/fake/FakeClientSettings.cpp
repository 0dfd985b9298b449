// SPDX-License-Identifier: GPL-3.0-or-later
// What the fake client does with settings, questions, certificates and reports.
#include <algorithm>

#include "fake/FakeClient.h"

namespace sidetone::test {

using core::Status;

namespace {

/// Takes the refusal that the test asked for.
Status once(std::optional<core::Error>& refusal) {
    const auto error = std::exchange(refusal, std::nullopt);
    if (error) return *error;
    return {};
}

}  // namespace

Status FakeClient::signInAgain(const std::string& address) {
    log.push_back("signInAgain " + address);
    if (auto refused = once(refusal); !refused) return refused;
    error_.reset();
    trace_.address = address;
    setState(client::ClientState::SigningIn);
    return {};
}

bool FakeClient::canSignInAgain(const std::string& address) const {
    return std::find(knownPeople.begin(), knownPeople.end(), address) != knownPeople.end();
}

void FakeClient::answer(int question, signin::Answer answer) {
    log.push_back("answer " + std::to_string(question) + " " + answer.user +
                  (answer.secret.isEmpty() ? " without" : " with") +
                  (answer.remember ? " kept" : ""));
    answered = answer.secret;
    std::erase_if(questions_, [question](const auto& each) { return each.id == question; });
    Q_EMIT questionsChanged();
}

void FakeClient::decline(int question) {
    log.push_back("decline " + std::to_string(question));
    std::erase_if(questions_, [question](const auto& each) { return each.id == question; });
    Q_EMIT questionsChanged();
}

Status FakeClient::trust(const net::RefusedCertificate& certificate) {
    log.push_back("trust " + certificate.server);
    if (auto refused = once(refusal); !refused) return refused;
    std::erase_if(refused_, [&](const auto& each) { return each.server == certificate.server; });
    Q_EMIT traceChanged();
    return {};
}

Status FakeClient::setConnectionSettings(const client::ConnectionSettings& settings) {
    log.emplace_back("setConnectionSettings");
    if (auto refused = once(refusal); !refused) return refused;
    connection_ = settings;
    Q_EMIT settingsChanged();
    return {};
}

Status FakeClient::setPreference(std::string_view name, std::string_view value) {
    log.push_back("prefer " + std::string(name) + "=" + std::string(value));
    if (auto refused = once(refusal); !refused) return refused;
    preferences_[std::string(name)] = std::string(value);
    std::vector<config::RawSetting> all;
    for (const auto& [each, text] : preferences_) {
        if (!text.empty()) all.push_back({each, text, 0});
    }
    setLayer(config::Layer::Preference, all);
    return {};
}

Status FakeClient::openLink(const std::string& link) {
    log.push_back("openLink " + link);
    if (auto refused = once(refusal); !refused) return refused;
    setPresetDomain("linked.example");
    return {};
}

core::Task<client::Report> FakeClient::makeReport(const std::string& description) {
    log.push_back("makeReport " + description);
    making_ = core::Promise<client::Report>();
    return making_.task();
}

core::Task<void> FakeClient::sendReport(const client::Report& report) {
    log.push_back("sendReport " + report.path);
    sending_ = core::Promise<void>();
    return sending_.task();
}

void FakeClient::setPresetDomain(const std::string& domain) {
    presetDomain_ = domain;
    Q_EMIT settingsChanged();
}

void FakeClient::ask(signin::Question question) {
    questions_.push_back(std::move(question));
    Q_EMIT questionsChanged();
}

void FakeClient::setRefused(std::vector<net::RefusedCertificate> refused) {
    refused_ = std::move(refused);
    Q_EMIT traceChanged();
}

void FakeClient::setNetwork(const client::NetworkView& network) {
    network_ = network;
    Q_EMIT networkChanged();
}

void FakeClient::setLayer(config::Layer layer, const std::vector<config::RawSetting>& values) {
    parameters_.replace(layer, values);
    Q_EMIT settingsChanged();
}

}  // namespace sidetone::test
