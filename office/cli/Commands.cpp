// SPDX-License-Identifier: GPL-3.0-or-later
#include "office/cli/Commands.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "core/Random.h"
#include "office/cli/json.h"
#include "office/supervisor/Folder.h"
#include "office/supervisor/ProcessTable.h"
#include "office/supervisor/TextFile.h"
#include "office/userstore/hashing.h"
#include "office/userstore/people.h"

namespace sidetone::office {

using core::ErrorCode;
using core::fail;

namespace {

/// Login names: letters, digits, and a few signs that all servers take.
bool isUserId(std::string_view id) {
    return !id.empty() && id.size() <= 64 &&
           std::all_of(id.begin(), id.end(), [](unsigned char letter) {
               return letter < 128 && (std::isalnum(letter) != 0 || letter == '.' ||
                                       letter == '-' || letter == '_');
           });
}

bool isNumber(std::string_view number) {
    return number.size() <= 20 && std::all_of(number.begin(), number.end(), [](char digit) {
               return digit >= '0' && digit <= '9';
           });
}

std::map<std::string, long> memoryByServer(const std::string& folder) {
    std::map<std::string, long> sums;
    for (const OfficeProcess& process : processesOf(Folder::tag(folder))) {
        sums[process.server] += proportionalMemory(process.visible);
    }
    return sums;
}

QString describe(Enclosing enclosing, Programs::Way way) {
    QString text = enclosing == Enclosing::PidNamespace ? QStringLiteral("namespace")
                                                        : QStringLiteral("marks");
    if (way == Programs::Way::Overlay) text += QStringLiteral(", programs laid over /usr");
    if (way == Programs::Way::Relocated) text += QStringLiteral(", programs from the prefix");
    return text;
}

}  // namespace

Commands::Commands(const Layout& layout, UserStore& users, Supervisor& supervisor, Knot& inside,
                   Knot& outside)
    : layout_(layout), users_(users), supervisor_(supervisor), inside_(inside), outside_(outside) {}

void Commands::setEnclosing(Enclosing enclosing, Programs::Way way) {
    enclosing_ = enclosing;
    way_ = way;
}

Commands::Reaction Commands::handle(const QJsonObject& request) {
    using Member = Reaction (Commands::*)(const QJsonObject&);
    static constexpr std::array<std::pair<std::string_view, Member>, 9> table{{
        {"status", &Commands::status},
        {"user add", &Commands::addUser},
        {"user remove", &Commands::removeUser},
        {"people", &Commands::people},
        {"dns set", &Commands::dnsSet},
        {"dns unset", &Commands::dnsUnset},
        {"dns delay", &Commands::dnsDelay},
        {"fault", &Commands::fault},
        {"cert", &Commands::certificate},
    }};
    const std::string command = textOf(request, "command");
    for (const auto& [word, member] : table) {
        if (word == command) return (this->*member)(request);
    }
    return {errorAnswer(fail(ErrorCode::InvalidInput, "Doing '" + command + "'",
                             "the office does not know this command"))};
}

Commands::Reaction Commands::status(const QJsonObject&) {
    auto memory = memoryByServer(layout_.folder);
    const long own = proportionalMemory(visibleSelf());
    long sum = own;
    QJsonArray servers;
    for (const auto& child : supervisor_.children()) {
        const std::string server(child->name());
        const long used = memory[server];
        sum += used;
        servers.append(QJsonObject{
            {QStringLiteral("name"), toQString(server)},
            {QStringLiteral("state"), toQString(name(child->state()))},
            {QStringLiteral("where"), toQString(child->server().where())},
            {QStringLiteral("milliseconds"), child->readyMilliseconds()},
            {QStringLiteral("deaths"), child->deaths()},
            {QStringLiteral("lastEnd"), toQString(child->lastEnd())},
            {QStringLiteral("memory"), static_cast<qint64>(used)},
        });
    }
    return {okAnswer({{QStringLiteral("folder"), toQString(layout_.folder)},
                      {QStringLiteral("domain"), toQString(layout_.domain)},
                      {QStringLiteral("office"), layout_.office},
                      {QStringLiteral("with"), toQString(extrasText(layout_.extras))},
                      {QStringLiteral("kept"), describe(enclosing_, way_)},
                      {QStringLiteral("users"), static_cast<qint64>(users_.users().size())},
                      {QStringLiteral("milliseconds"), supervisor_.millisecondsUntilUp()},
                      {QStringLiteral("supervisorMemory"), static_cast<qint64>(own)},
                      {QStringLiteral("memory"), static_cast<qint64>(sum)},
                      {QStringLiteral("servers"), servers}})};
}

Commands::Reaction Commands::tellAll(const std::function<core::Status(Server&)>& tell,
                                     QJsonObject answer) {
    core::Status result;
    for (const auto& child : supervisor_.children()) {
        const Child::State state = child->state();
        if (state == Child::State::Starting) {
            // It may have read the store before the change: it starts once more.
            child->restart();
        } else if (state == Child::State::Ready || state == Child::State::Frozen) {
            if (auto told = tell(child->server()); !told) result = told;
            if (child->server().readsUsersOnHangup()) child->hangUp();
        }
    }
    if (!result) return {errorAnswer(result.error())};
    return {okAnswer(std::move(answer)), [this] { return !supervisor_.isStarting(); },
            core::Milliseconds(10000),
            errorAnswer(fail(ErrorCode::Timeout, "Telling the servers about the people",
                             "one of them does not start"))};
}

Commands::Reaction Commands::addAll(const std::vector<User>& users, QJsonObject answer) {
    if (auto status = users_.add(users); !status) return {errorAnswer(status.error())};
    return tellAll([&users](Server& server) { return server.usersAdded(users); },
                   std::move(answer));
}

Commands::Reaction Commands::addUser(const QJsonObject& request) {
    User user;
    user.id = textOf(request, "name");
    user.displayName = textOf(request, "display");
    user.number = textOf(request, "number");
    if (!isUserId(user.id) || !isNumber(user.number)) {
        return {errorAnswer(fail(ErrorCode::InvalidInput, "Adding the user " + user.id,
                                 "the name or the number has characters that servers refuse",
                                 "Names take letters, digits, '.', '-' and '_'; numbers digits."))};
    }
    user = completed(std::move(user), layout_.domain);
    core::Secret password(textOf(request, "password"));
    QJsonObject answer;
    if (password.isEmpty()) {
        core::SystemRandom random;
        password = core::Secret(random.hex(8));
        const std::string file = layout_.path("users/" + user.id + ".password");
        if (users_.find(user.id) == nullptr) {
            auto written = writeFile(file, password.reveal() + "\n");
            if (!written) return {errorAnswer(written.error())};
        }
        answer[QLatin1String("passwordFile")] = toQString(file);
    }
    user.credentials = makeCredentials(user.id, layout_.domain, password);
    return addAll({user}, std::move(answer));
}

Commands::Reaction Commands::removeUser(const QJsonObject& request) {
    const User* found = users_.find(textOf(request, "name"));
    const User user = found == nullptr ? User() : *found;
    if (auto removed = users_.remove(textOf(request, "name")); !removed) {
        return {errorAnswer(removed.error())};
    }
    ::unlink(layout_.path("users/" + user.id + ".password").c_str());
    return tellAll([&user](Server& server) { return server.userRemoved(user); });
}

Commands::Reaction Commands::people(const QJsonObject& request) {
    const auto wanted = static_cast<std::size_t>(request[QLatin1String("count")].toInteger());
    const std::size_t there = nextGenerated(users_.users());
    if (there >= wanted) return {okAnswer()};
    auto people = generatePeople(there, wanted - there, layout_.domain);
    if (layout_.with("second-cluster")) shareBetweenClusters(people);
    const core::Secret password(textOf(request, "password"));
    if (!password.isEmpty()) {
        // One derivation for all of them: they share the password.
        const Credentials shared = makeCredentials("", layout_.domain, password);
        for (User& user : people) {
            user.credentials = shared;
            user.credentials.digest =
                hexadecimal(md5(user.id + ":" + layout_.domain + ":" + password.reveal()));
        }
    }
    return addAll(people);
}

Knot& Commands::knotOf(const QJsonObject& request) {
    return request[QLatin1String("outside")].toBool() ? outside_ : inside_;
}

Commands::Reaction Commands::publish(Knot& knot) {
    if (auto written = knot.publish(); !written) return {errorAnswer(written.error())};
    Child* child = supervisor_.find(knot.name());
    // One that does not run reads the zone at its start.
    if (child->state() != Child::State::Ready) return {okAnswer()};
    child->hangUp();
    return {okAnswer(), [&knot] { return knot.isPublished(); }, core::Milliseconds(3000),
            errorAnswer(fail(ErrorCode::Timeout, "Changing the zone",
                             "the name server does not show it",
                             "See log/" + std::string(knot.name()) + ".log."))};
}

Commands::Reaction Commands::dnsSet(const QJsonObject& request) {
    std::vector<std::string> values;
    const QJsonArray list = request[QLatin1String("values")].toArray();
    for (const QJsonValue value : list) values.push_back(value.toString().toStdString());
    Knot& knot = knotOf(request);
    auto set = knot.zone().set(textOf(request, "name"), textOf(request, "type"), values);
    if (!set) return {errorAnswer(set.error())};
    return publish(knot);
}

Commands::Reaction Commands::dnsUnset(const QJsonObject& request) {
    Knot& knot = knotOf(request);
    auto unset = knot.zone().unset(textOf(request, "name"), textOf(request, "type"));
    if (!unset) return {errorAnswer(unset.error())};
    return publish(knot);
}

Commands::Reaction Commands::dnsDelay(const QJsonObject& request) {
    const core::Milliseconds delay(request[QLatin1String("milliseconds")].toInteger());
    const bool wanted = delay.count() > 0;
    relay_.setDelay(delay);
    if (wanted == relay_.isRunning()) return {okAnswer()};
    // The relay stands at the name server's address; Knot moves to the next port meanwhile.
    net::Endpoint behind = inside_.publicEndpoint();
    ++behind.port;
    inside_.listenBehind(wanted ? behind : net::Endpoint{});
    if (!wanted) relay_.stop();
    Child* child = supervisor_.find(inside_.name());
    child->restart();
    if (!wanted) return whenReady(*child);
    auto reaction = whenReady(*child);
    reaction.done = [this, child, behind] {
        if (child->state() != Child::State::Ready) return false;
        return relay_.isRunning() || relay_.start(inside_.publicEndpoint(), behind);
    };
    return reaction;
}

}  // namespace sidetone::office
