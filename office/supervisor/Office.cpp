// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/supervisor/Office.h"

#include <filesystem>

#include "core/Random.h"
#include "office/ca/Authority.h"
#include "office/cli/Commands.h"
#include "office/servers/Capf.h"
#include "office/servers/Contracts.h"
#include "office/servers/Coturn.h"
#include "office/servers/EdgeProxy.h"
#include "office/servers/Ejabberd.h"
#include "office/servers/Kamailio.h"
#include "office/servers/Knot.h"
#include "office/servers/Prosody.h"
#include "office/servers/Rtpengine.h"
#include "office/servers/Slapd.h"
#include "office/supervisor/ContractPart.h"
#include "office/supervisor/Supervisor.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/people.h"

namespace sidetone::office {

namespace {

Programs::Way findWay(const Layout& layout, const Inside& inside) {
    if (layout.prefix.empty()) return Programs::Way::System;
    const bool laidOver = inside.ownMounts && layOver(layout.prefix);
    return laidOver ? Programs::Way::Overlay : Programs::Way::Relocated;
}

struct DemoUser {
    const char* id;
    const char* name;
    const char* number;
    const char* cluster;
};

/// anna and ben are always there, cora with a second cluster, which is her home; each has a
/// password in a file of the folder.
core::Status addDemoUsers(UserStore& users, const Layout& layout) {
    core::SystemRandom random;
    std::vector<User> missing;
    std::vector<DemoUser> wanted{{"anna", "Anna Lindgren", "2001", ""},
                                 {"ben", "Ben Okoro", "2002", ""}};
    if (layout.with("second-cluster")) wanted.push_back({"cora", "Cora Meyer", "3001", "b"});
    for (const auto& [id, name, number, cluster] : wanted) {
        if (users.find(id) != nullptr) continue;
        User user;
        user.id = id;
        user.displayName = name;
        user.number = number;
        user.cluster = cluster;
        user.title = "Demo user";
        const core::Secret password(random.hex(8));
        user.credentials = makeCredentials(user.id, layout.domain, password);
        const std::string file = layout.path("users/" + user.id + ".password");
        if (auto status = writeFile(file, password.reveal() + "\n"); !status) return status;
        missing.push_back(completed(std::move(user), layout.domain));
    }
    return missing.empty() ? core::Status() : users.add(std::move(missing));
}

core::Status addPeople(UserStore& users, const Layout& layout, std::size_t wanted) {
    const std::size_t there = nextGenerated(users.users());
    if (there >= wanted) return {};
    auto people = generatePeople(there, wanted - there, layout.domain);
    if (layout.with("second-cluster")) shareBetweenClusters(people);
    return users.add(std::move(people));
}

core::Result<std::unique_ptr<UserStore>> prepare(const StartOptions& options,
                                                 const Programs& programs) {
    const Layout& layout = options.layout;
    if (auto status = programs.check(); !status) return status.error();
    if (auto status = makeFolder(layout.path("users")); !status) return status.error();
    if (auto status = Authority(layout).prepare(); !status) return status.error();
    // How contracts were told to answer ends with the office, as its faults and its tokens do.
    std::error_code ignored;
    for (const char* folder : {"answers", "tokens"}) {
        std::filesystem::remove_all(layout.path(folder), ignored);
    }
    auto users = UserStore::open(layout.userFile());
    if (!users) return users;
    if (auto status = addDemoUsers(**users, layout); !status) return status.error();
    if (auto status = addPeople(**users, layout, options.people); !status) return status.error();
    return users;
}

void addMessaging(Supervisor& supervisor, const Surroundings& surroundings) {
    const Layout& layout = surroundings.layout;
    if (layout.with("ejabberd") || layout.with("ejabberd-pair")) {
        supervisor.add(std::make_unique<Ejabberd>(surroundings, Ejabberd::Node::First));
        if (layout.with("ejabberd-pair")) {
            supervisor.add(std::make_unique<Ejabberd>(surroundings, Ejabberd::Node::Second));
        }
        return;
    }
    supervisor.add(std::make_unique<Prosody>(surroundings));
    if (layout.with("partner")) {
        supervisor.add(std::make_unique<Prosody>(surroundings, Prosody::Node::Partner));
    }
    if (layout.with("standby")) {
        supervisor.add(std::make_unique<Prosody>(surroundings, Prosody::Node::Standby));
    }
}

}  // namespace

int runOffice(const StartOptions& options, Inside inside, Descriptor reports,
              core::Instant started) {
    const Layout& layout = options.layout;
    Report report(std::move(reports), layout.path("log/office.log"));
    const Programs programs(layout.prefix, findWay(layout, inside));
    auto users = prepare(options, programs);
    if (!users) {
        report.failed(users.error());
        return 1;
    }
    auto control = ControlSocket::listen(layout.folder);
    if (!control) {
        report.failed(control.error());
        return 1;
    }
    Supervisor supervisor(layout.folder, std::move(inside.lifeline), report, started);
    const Surroundings surroundings{layout, programs, **users};
    auto insideNames = std::make_unique<Knot>(surroundings, Knot::View::Inside);
    auto outsideNames = std::make_unique<Knot>(surroundings, Knot::View::Outside);
    Commands commands(layout, **users, supervisor, *insideNames, *outsideNames);
    commands.setEnclosing(inside.enclosing, programs.way());
    supervisor.add(std::make_unique<Kamailio>(surroundings));
    if (layout.with("second-call-server")) {
        supervisor.add(std::make_unique<Kamailio>(surroundings, Kamailio::Node::Second));
    }
    if (layout.with("survivable-site")) {
        supervisor.add(std::make_unique<Kamailio>(surroundings, Kamailio::Node::Survivable));
    }
    addMessaging(supervisor, surroundings);
    supervisor.add(std::make_unique<Slapd>(surroundings));
    if (layout.with("ldap")) {
        supervisor.add(std::make_unique<Slapd>(surroundings, Slapd::Node::Replica));
    }
    supervisor.add(std::move(insideNames));
    supervisor.add(std::move(outsideNames));
    supervisor.add(std::make_unique<Rtpengine>(surroundings));
    supervisor.add(std::make_unique<Coturn>(surroundings));
    if (layout.with("edge")) {
        supervisor.add(std::make_unique<EdgeProxy>(surroundings, EdgeProxy::Node::First));
        supervisor.add(std::make_unique<EdgeProxy>(surroundings, EdgeProxy::Node::Second));
    }
    if (layout.with("enrolment")) supervisor.add(std::make_unique<Capf>(surroundings));
    for (const ContractPart* part : partsOf(layout)) {
        supervisor.add(std::make_unique<Contracts>(surroundings, *part));
    }
    supervisor.setHandler(
        [&commands](const QJsonObject& request) { return commands.handle(request); });
    return supervisor.run(std::move(*control));
}

}  // namespace sidetone::office
