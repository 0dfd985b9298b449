// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/ChatService.h"

#include <QSysInfo>

namespace sidetone::client {

using signin::Verdict;
using xmpp::SessionState;

namespace {

/// XEP-0368 gives direct TLS a port of its own by convention; everything else begins plain.
constexpr std::uint16_t directTlsPort = 5223;

xmpp::Proof proofOf(signin::ChatProof proof) {
    switch (proof) {
        case signin::ChatProof::Password:
            return xmpp::Proof::Password;
        case signin::ChatProof::AccessToken:
            return xmpp::Proof::AccessToken;
        case signin::ChatProof::OneTimePassword:
            return xmpp::Proof::OneTimePassword;
        case signin::ChatProof::CloudToken:
            return xmpp::Proof::CloudToken;
        case signin::ChatProof::ClientCertificate:
            return xmpp::Proof::ClientCertificate;
    }
    return xmpp::Proof::Password;
}

/// Why the sign-in may be believed, for the trace.
std::string_view reasonOf(std::string_view mechanism) {
    if (mechanism.starts_with("SCRAM")) {
        return "the server knows the password, and proved that it does";
    }
    if (mechanism == "OAUTHBEARER") return "the server took the token of the single sign-on";
    if (mechanism == "EXTERNAL") return "the server took the certificate";
    if (mechanism == "PLAIN") return "the server took the password, inside TLS";
    return "the server took the token that its organisation gave";
}

std::vector<xmpp::Server> serversOf(const signin::Deployment& deployment) {
    std::vector<xmpp::Server> servers;
    for (const auto& endpoint : deployment.xmppServers) {
        const auto tls =
            endpoint.port == directTlsPort ? xmpp::TlsStart::Direct : xmpp::TlsStart::StartTls;
        servers.push_back({endpoint, tls});
    }
    return servers;
}

xmpp::Account accountOf(const signin::Deployment& deployment,
                        const std::optional<core::Secret>& password) {
    xmpp::Account account;
    account.address = deployment.jid;
    account.authenticationName = deployment.userId;
    account.proof = proofOf(deployment.chatProof);
    // Who set a certificate does not want the password sent in its place (AUTH-06).
    const bool isByCertificate = account.proof == xmpp::Proof::ClientCertificate;
    if (password && !isByCertificate) account.password = *password;
    if (account.proof == xmpp::Proof::AccessToken) account.tokens = deployment.tokens;
    if (deployment.chatSecret) account.token = *deployment.chatSecret;
    account.servers = serversOf(deployment);
    // Without limits of a server, a person whose only server restarts does not wait for minutes.
    if (deployment.relogin) {
        account.relogin = xmpp::ReloginLimits{deployment.relogin->lower, deployment.relogin->upper};
    }
    return account;
}

std::string serversText(const std::vector<xmpp::Server>& servers) {
    std::string text;
    for (const auto& server : servers) {
        if (!text.empty()) text += ", ";
        text += server.endpoint.text();
    }
    return text;
}

}  // namespace

ChatService::ChatService(Platform::Parts& platform, store::Store& store,
                         const signin::Deployment& deployment,
                         const std::optional<core::Secret>& password,
                         std::shared_ptr<signin::TraceRecorder> recorder)
    : platform_(platform),
      store_(store),
      recorder_(std::move(recorder)),
      session_({platform.clock, platform.random, *platform.connections, platform.log},
               accountOf(deployment, password)) {
    connect(&session_, &xmpp::Session::stateChanged, this, &ChatService::sessionChanged);
    learn(deployment);
}

void ChatService::learn(const signin::Deployment& deployment) {
    settings_ = deployment.settings;
    // The cloud is on the Internet, whatever way leads to the phone.
    const bool isCloud = deployment.authenticator == signin::Authenticator::Cloud;
    http_ = isCloud ? nullptr : deployment.http;
    isOutside_ = deployment.edge.has_value() && !isCloud;
    ownName_ = deployment.displayName;
}

messaging::Ports ChatService::messagingPorts() {
    messaging::Ports ports{platform_.clock, platform_.log};
    ports.random = &platform_.random;
    ports.connections = platform_.connections.get();
    ports.links = platform_.links.get();
    ports.http = [this]() -> net::HttpClient& { return http_ ? *http_ : *platform_.http; };
    ports.keys = platform_.keys.get();
    ports.settings = [this]() -> const config::Settings& { return settings_; };
    ports.ownName = ownName_;
    ports.deviceName = QSysInfo::machineHostName().toStdString();
    ports.folder = platform_.folder / "accounts" / session_.account().address.text();
    ports.isOutside = [this] { return isOutside_; };
    return ports;
}

ChatService::~ChatService() {
    messaging_.reset();
}

void ChatService::start() {
    state_ = ServiceState::Starting;
    const auto servers = serversText(session_.account().servers);
    step_ = recorder_->begin(
        "xmpp", "Signing in to chat on " + servers,
        "TLS, SASL and a session for " + session_.account().address.text() + " from " + servers);
    messaging::Messaging::create(messagingPorts(), session_, store_)
        .then(owner_, [this](core::Result<std::unique_ptr<messaging::Messaging>> made) {
            if (!made) {
                error_ = made.error();
                finishStep(Verdict::Failed);
                return setState(ServiceState::Failed);
            }
            messaging_ = std::move(*made);
            Q_EMIT messagingReady();
            session_.start();
        });
}

void ChatService::stop() {
    disconnect(&session_, nullptr, this, nullptr);
    owner_.cancelAll();
    session_.stop();
    state_ = ServiceState::Off;
}

void ChatService::goOn(const signin::Deployment& deployment) {
    learn(deployment);
    session_.setServers(serversOf(deployment));
    session_.retryNow();
}

Service ChatService::service() const {
    Service service;
    service.kind = ServiceKind::Chat;
    service.state = state_;
    if (const auto server = session_.server()) service.server = server->text();
    if (state_ == ServiceState::Up) {
        const auto tls = session_.tls();
        service.detail = "Connected" + (tls ? " with " + tls->protocol + ", " + tls->cipher : "");
    } else if (error_) {
        service.detail = error_->sentence();
    } else if (state_ == ServiceState::Starting) {
        service.detail = "Connecting";
    }
    return service;
}

void ChatService::sessionChanged() {
    error_ = session_.error();
    switch (session_.state()) {
        case SessionState::Online:
            error_.reset();
            finishStep(Verdict::Done);
            return setState(ServiceState::Up);
        case SessionState::Waiting:
            finishStep(Verdict::Failed);
            return setState(ServiceState::Reconnecting);
        case SessionState::Failed:
            finishStep(Verdict::Failed);
            return setState(ServiceState::Failed);
        case SessionState::Connecting:
        case SessionState::Authenticating:
            if (state_ == ServiceState::Up) setState(ServiceState::Reconnecting);
            return;
        case SessionState::Offline:
            return setState(ServiceState::Off);
    }
}

void ChatService::setState(ServiceState state) {
    state_ = state;
    Q_EMIT changed();
}

void ChatService::finishStep(Verdict verdict) {
    if (!step_) return;
    signin::Evidence evidence;
    evidence.verdict = verdict;
    if (verdict == Verdict::Done) {
        const auto tls = session_.tls();
        evidence.answer = session_.jid().text() + " by " + session_.mechanism() +
                          (tls ? " inside " + tls->protocol : "");
        evidence.why = reasonOf(session_.mechanism());
    } else {
        evidence.error = error_;
        if (error_) evidence.answer = error_->answer;
    }
    recorder_->finish(*std::exchange(step_, std::nullopt), std::move(evidence));
}

}  // namespace sidetone::client
