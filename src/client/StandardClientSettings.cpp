// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/StandardClient.h"
#include "client/account/connectionValues.h"
#include "config/keys.h"

namespace sidetone::client {

namespace {

core::Error notYet(const char* tried) {
    return core::fail(core::ErrorCode::Unsupported, tried, "this version cannot do it yet");
}

constexpr const char* pinFile = "accepted-certificates";

}  // namespace

void StandardClient::setRemember(bool remember) {
    remember_ = remember;
}

bool StandardClient::hasKeyStore() const {
    return platform_.keys->state().lasts;
}

std::string StandardClient::presetDomain() const {
    return sources_.settings().get(config::keys::servicesDomain);
}

std::vector<signin::Question> StandardClient::questions() const {
    return questions_.open();
}

void StandardClient::answer(int question, signin::Answer answer) {
    platform_.log.hide(answer.secret);
    questions_.answer(question, std::move(answer));
}

void StandardClient::decline(int question) {
    questions_.decline(question);
}

std::vector<net::RefusedCertificate> StandardClient::refusedCertificates() const {
    return platform_.trust->refused();
}

core::Status StandardClient::trust(const net::RefusedCertificate& certificate) {
    const auto accepted = platform_.trust->accept(certificate);
    if (!accepted) return accepted;
    return files_.write(pinFile, platform_.trust->text());
}

ConnectionSettings StandardClient::connectionSettings() const {
    return connectionSettingsOf(sources_.manual());
}

core::Status StandardClient::setConnectionSettings(const ConnectionSettings& settings) {
    if (auto checked = check(settings); !checked) return checked;
    if (auto set = sources_.setManual(valuesOf(settings)); !set) return set;
    forgetsDiscovery_ = true;
    Q_EMIT settingsChanged();
    return {};
}

const config::Settings& StandardClient::settings() const {
    const bool hasFound = account_ && !account_->deployment.address.isEmpty();
    return hasFound ? account_->deployment.settings : sources_.settings();
}

core::Status StandardClient::setPreference(std::string_view name, std::string_view value) {
    if (auto set = sources_.setPreference(name, value); !set) return set;
    if (account_) {
        account_->deployment.settings.take(config::Layer::Preference, sources_.settings());
    }
    Q_EMIT settingsChanged();
    return {};
}

core::Status StandardClient::openLink(const std::string& link) {
    auto taken = sources_.takeUrl(link);
    if (!taken) return taken.error();
    forgetsDiscovery_ = true;
    for (const auto& remark : *taken) {
        platform_.log.write(core::LogLevel::Warning, "link", remark.text);
    }
    Q_EMIT settingsChanged();
    return {};
}

void StandardClient::readTrust() {
    const auto behavior = sources_.settings().get(config::keys::invalidCertificateBehavior);
    const bool isSaid =
        sources_.settings().find(config::keys::invalidCertificateBehavior.name)->layer !=
        config::Layer::Default;
    auto& trust = *platform_.trust;
    if (isSaid && behavior == "RejectAndNotify") {
        trust.setInvalidCertificates(net::InvalidCertificates::RejectAndNotify);
    } else if (isSaid && behavior == "PromptPerSession") {
        trust.setInvalidCertificates(net::InvalidCertificates::PromptPerSession);
    }
    if (const auto pins = files_.read(pinFile)) trust.read(*pins);
}

core::Task<Report> StandardClient::makeReport(const std::string& /*description*/) {
    return core::Task<Report>::ready(notYet("Writing a problem report"));
}

core::Task<void> StandardClient::sendReport(const Report& /*report*/) {
    return core::Task<void>::ready(notYet("Sending a problem report"));
}

}  // namespace sidetone::client
