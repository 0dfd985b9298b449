// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "office/dns/DelayRelay.h"
#include "office/servers/Knot.h"
#include "office/supervisor/Enclosure.h"
#include "office/supervisor/Supervisor.h"
#include "office/userstore/UserStore.h"

namespace sidetone::office {

/// What a running office does when it is asked: status, people, DNS records, faults,
/// certificates. A request is {"command": ..., ...}; an answer {"ok": true, ...} or
/// {"ok": false, "error": sentence}.
class Commands {
public:
    using Reaction = Supervisor::Reaction;

    Commands(const Layout& layout, UserStore& users, Supervisor& supervisor, Knot& inside,
             Knot& outside);
    void setEnclosing(Enclosing enclosing, Programs::Way way);
    [[nodiscard]] Reaction handle(const QJsonObject& request);

private:
    [[nodiscard]] Reaction status(const QJsonObject& request);
    [[nodiscard]] Reaction addUser(const QJsonObject& request);
    [[nodiscard]] Reaction removeUser(const QJsonObject& request);
    [[nodiscard]] Reaction people(const QJsonObject& request);
    [[nodiscard]] Reaction dnsSet(const QJsonObject& request);
    [[nodiscard]] Reaction dnsUnset(const QJsonObject& request);
    [[nodiscard]] Reaction dnsDelay(const QJsonObject& request);
    [[nodiscard]] Reaction fault(const QJsonObject& request);
    [[nodiscard]] Reaction certificate(const QJsonObject& request);

    /// Adds to the store and tells all servers.
    [[nodiscard]] Reaction addAll(const std::vector<User>& users, QJsonObject answer = {});
    /// Tells the servers of a change of the store; answers when all of them know.
    [[nodiscard]] Reaction tellAll(const std::function<core::Status(Server&)>& tell,
                                   QJsonObject answer = {});
    [[nodiscard]] Knot& knotOf(const QJsonObject& request);
    [[nodiscard]] Reaction publish(Knot& knot);
    /// Answers when the child serves (again).
    [[nodiscard]] Reaction whenReady(Child& child);

    const Layout& layout_;
    UserStore& users_;
    Supervisor& supervisor_;
    Knot& inside_;
    Knot& outside_;
    DelayRelay relay_;
    Enclosing enclosing_ = Enclosing::Marks;
    Programs::Way way_ = Programs::Way::System;
};

}  // namespace sidetone::office
