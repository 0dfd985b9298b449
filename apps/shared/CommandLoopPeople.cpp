// SPDX-License-Identifier: GPL-3.0-or-later
// The part of CommandLoop that finds people.
#include <QJsonArray>

#include "client/people/PeopleControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "shared/JsonPeople.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

constexpr int searchLimit = 20;

core::Error noDirectory() {
    return fail(ErrorCode::Unavailable, "Asking the directory",
                "the sign-in found none or is not over", "See the status command.");
}

std::string field(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

/// Whom the contact list has is shown with their presence.
QJsonObject personJson(const directory::Person& person, const client::Client& client) {
    auto json = toJson(person);
    const auto contact = client.contact(person.address);
    if (contact) json.insert(u"presence"_s, toJson(contact->presence));
    return json;
}

}  // namespace

void CommandLoop::addSearchCommands() {
    handlers_[u"search"_s] = [this](const QJsonObject& command, const Reply& reply) {
        auto* people = client_.people();
        if (people == nullptr) return searchContacts(command, reply);
        people->search(field(command, u"text"_s), searchLimit, {})
            .then(owner_, [this, reply](const Result<directory::FoundPeople>& found) {
                if (!found) return reply(found.error());
                QJsonArray list;
                for (const auto& person : found->people) {
                    list.append(personJson(person, client_));
                }
                QJsonObject json{{u"people"_s, list}};
                for (const auto& trouble : found->troubles) {
                    auto error = toJson(trouble.error);
                    error.insert(u"source"_s, QString::fromStdString(trouble.source));
                    json.insert(u"trouble"_s, error);
                }
                reply(json);
            });
    };
    handlers_[u"resolve"_s] = [this](const QJsonObject& command, const Reply& reply) {
        auto* people = client_.people();
        if (people == nullptr) return reply(noDirectory());
        const auto who = field(command, u"who"_s);
        people->resolve(who).then(
            owner_, [this, reply, who](const Result<std::optional<directory::Person>>& person) {
                if (!person) return reply(person.error());
                if (!*person) {
                    return reply(fail(ErrorCode::NotFound, "Looking " + who + " up",
                                      "nobody, or more than one person, has it"));
                }
                reply(QJsonObject{{u"person"_s, personJson(**person, client_)}});
            });
    };
    handlers_[u"directory-test"_s] = [this](const QJsonObject& command, const Reply& reply) {
        auto* people = client_.people();
        if (people == nullptr) return reply(noDirectory());
        const auto text = field(command, u"text"_s);
        people->test(text.empty() ? client_.self().user() : text)
            .then(owner_, [reply](const Result<client::DirectoryTest>& test) {
                if (!test) return reply(test.error());
                reply(toJson(*test));
            });
    };
}

/// Without a directory.
void CommandLoop::searchContacts(const QJsonObject& command, const Reply& reply) {
    client_.search(field(command, u"text"_s))
        .then(owner_, [this, reply](const Result<std::vector<messaging::Contact>>& found) {
            if (!found) return reply(found.error());
            QJsonArray list;
            for (const auto& contact : *found) list.append(toJson(contact));
            QJsonObject json{{u"people"_s, list}};
            if (const auto trouble = client_.searchTrouble()) {
                json.insert(u"trouble"_s, toJson(*trouble));
            }
            reply(json);
        });
}

}  // namespace sidetone::apps
