// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/Session.h"

#include <utility>

#include "xmpp/Extension.h"
#include "xmpp/SessionCore.h"

namespace sidetone::xmpp {

Session::Session(SessionPorts ports, Account account, SessionTimes times, QObject* parent)
    : QObject(parent), core_(std::make_unique<Core>(*this, ports, std::move(account), times)) {}

Session::~Session() = default;

void Session::start() {
    core_->start();
}
void Session::stop() {
    core_->stop();
}
void Session::retryNow() {
    core_->retryNow();
}

void Session::setServers(std::vector<Server> servers) {
    core_->setServers(std::move(servers));
}

SessionState Session::state() const {
    return core_->state_;
}
std::optional<core::Error> Session::error() const {
    return core_->error_;
}
const Jid& Session::jid() const {
    return core_->jid_;
}
const Account& Session::account() const {
    return core_->account_;
}
std::string Session::mechanism() const {
    return core_->memory_.mechanism;
}
std::size_t Session::unacknowledged() const {
    return core_->outgoing_.entries().size();
}
core::Clock& Session::clock() const {
    return core_->ports_.clock;
}
core::Log& Session::log() const {
    return core_->ports_.log;
}

std::optional<net::Endpoint> Session::server() const {
    if (!core_->server_) return {};
    return core_->server_->endpoint;
}

std::optional<net::TlsInfo> Session::tls() const {
    return core_->stream_ ? core_->stream_->tls() : std::nullopt;
}

const core::XmlElement* Session::features() const {
    return core_->features_.name.empty() ? nullptr : &core_->features_;
}

void Session::send(core::XmlElement stanza, Acknowledged acknowledged) {
    core_->send(std::move(stanza), std::move(acknowledged));
}

core::Task<core::XmlElement> Session::request(core::XmlElement iq, core::Milliseconds timeout) {
    return core_->request(std::move(iq), timeout);
}

std::string Session::newId() {
    return core_->ports_.random.hex(10);
}

Extension::Extension(Session& session) : session_(session) {
    session.core_->extensions_.push_back(this);
}

Extension::~Extension() {
    std::erase(session_.core_->extensions_, this);
}

}  // namespace sidetone::xmpp
