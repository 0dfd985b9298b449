// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/StandardClient.h"
#include "client/account/connectionValues.h"
#include "config/ConfigurationUrl.h"
#include "config/keys.h"

namespace sidetone::client {

namespace {

constexpr const char* pinFile = "accepted-certificates";
constexpr config::Key<bool> meetingsInPresence{"Meetings_In_Presence"};
constexpr config::Key<std::string_view> cameraPreference{"CameraPreference"};

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
    // The switch beside the presence server's own: both set one value (PRES-04).
    if (name == meetingsInPresence.name)
        calendar_.choose(sources_.settings().get(meetingsInPresence));
    if (account_) {
        account_->deployment.settings.take(config::Layer::Preference, sources_.settings());
        saveChatsByTheRules();
        if (account_->phone) account_->phone->settingsChanged(account_->deployment);
    }
    Q_EMIT settingsChanged();
    return {};
}

void StandardClient::startCameras() {
    if (!platform_.cameras) return;
    cameras_ = std::make_unique<CameraService>(
        CameraService::Ports{
            platform_.cameras, platform_.clock,
            [this](const std::string& id) { return setPreference(cameraPreference.name, id); }},
        std::string(sources_.settings().get(cameraPreference)));
}

media::CameraControl* StandardClient::cameras() {
    return cameras_.get();
}

core::Status StandardClient::openLink(const std::string& link) {
    if (platform_.redirects->openLink(link)) return {};
    if (!config::isConfigurationUrl(link)) {
        auto read = parseLink(link);
        if (!read) return read.error();
        if (auto passed = linkGate_.pass(*read, settings()); !passed) return passed;
        pendingLink_ = std::move(*read);
        openPendingLink();
        return {};
    }
    auto taken = sources_.takeUrl(link);
    if (!taken) return taken.error();
    forgetsDiscovery_ = true;
    for (const auto& remark : *taken) {
        platform_.log.write(core::LogLevel::Warning, "link", remark.text);
    }
    Q_EMIT settingsChanged();
    return {};
}

void StandardClient::openPendingLink() {
    if (state_ != ClientState::Ready || !pendingLink_) return;
    const auto link = std::move(*pendingLink_);
    pendingLink_.reset();
    Q_EMIT linkOpened(link);
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

core::Task<Report> StandardClient::makeReport(const std::string& description) {
    ReportContents contents;
    contents.description = description;
    contents.person = self_;
    contents.trace = trace();
    contents.services = services();
    contents.settings = settings();
    contents.network = network();
    contents.networkDetails = {network_.text()};
    for (const auto& server : platform_.resolver->nameServers()) {
        contents.networkDetails.push_back("asks the name server " + server);
    }
    contents.calls = callMemory_.calls();
    if (account_) {
        contents.sources.push_back(
            {"jabber-config.xml", account_->deployment.remembered.clientConfig});
        for (const auto& secret : {account_->password, account_->phonePassword,
                                   account_->refreshToken, account_->deployment.chatSecret}) {
            if (secret) contents.secrets.push_back(*secret);
        }
    }
    return core::Task<Report>::ready(reportMaker_.make(contents));
}

core::Task<void> StandardClient::sendReport(const Report& report) {
    return reportSender_.send(report, self_.user());
}

}  // namespace sidetone::client
