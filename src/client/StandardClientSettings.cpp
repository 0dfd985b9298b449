// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/StandardClient.h"

namespace sidetone::client {

namespace {

core::Error notYet(const char* tried) {
    return core::fail(core::ErrorCode::Unsupported, tried, "this version cannot do it yet");
}

}  // namespace

core::Status StandardClient::signInAgain(const std::string& /*address*/) {
    return notYet("Signing in without a password");
}

bool StandardClient::canSignInAgain(const std::string& /*address*/) const {
    return false;
}

void StandardClient::setRemember(bool /*remember*/) {}

std::string StandardClient::presetDomain() const {
    return {};
}

std::vector<signin::Question> StandardClient::questions() const {
    return {};
}

void StandardClient::answer(int /*question*/, signin::Answer /*answer*/) {}

void StandardClient::decline(int /*question*/) {}

std::vector<net::RefusedCertificate> StandardClient::refusedCertificates() const {
    return {};
}

core::Status StandardClient::trust(const net::RefusedCertificate& /*certificate*/) {
    return notYet("Trusting a certificate");
}

ConnectionSettings StandardClient::connectionSettings() const {
    return {};
}

core::Status StandardClient::setConnectionSettings(const ConnectionSettings& /*settings*/) {
    return notYet("Setting servers by hand");
}

const config::Settings& StandardClient::settings() const {
    return account_ ? account_->deployment.settings : settings_;
}

core::Status StandardClient::setPreference(std::string_view /*name*/, std::string_view /*value*/) {
    return notYet("Changing a parameter");
}

core::Status StandardClient::openLink(const std::string& /*link*/) {
    return notYet("Opening a link");
}

NetworkView StandardClient::network() const {
    return {};
}

core::Task<Report> StandardClient::makeReport(const std::string& /*description*/) {
    return core::Task<Report>::ready(notYet("Writing a problem report"));
}

core::Task<void> StandardClient::sendReport(const Report& /*report*/) {
    return core::Task<void>::ready(notYet("Sending a problem report"));
}

}  // namespace sidetone::client
