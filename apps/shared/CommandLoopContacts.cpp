// SPDX-License-Identifier: GPL-3.0-or-later
// The part of CommandLoop that shows and changes the contact list.
#include <QFile>
#include <QJsonArray>

#include "client/people/ContactListControl.h"
#include "client/people/PeopleControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "shared/JsonPeople.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;
using client::ContactListControl;
using client::OwnContact;
using core::ErrorCode;
using core::fail;
using core::Result;

namespace {

std::string field(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

std::vector<std::string> textsIn(const QJsonObject& command, const QString& name) {
    std::vector<std::string> texts;
    const auto list = command.value(name).toArray();
    for (const auto& text : list) texts.push_back(text.toString().toStdString());
    return texts;
}

QJsonArray arrayOf(const std::vector<std::string>& texts) {
    QJsonArray array;
    for (const auto& text : texts) array.append(QString::fromStdString(text));
    return array;
}

QJsonObject toJson(const OwnContact& contact) {
    auto json = apps::toJson(contact.person);
    json.insert(u"contact"_s, QString::fromStdString(contact.id));
    json.insert(u"groups"_s, arrayOf(contact.groups));
    json.insert(u"only_here"_s, contact.isOnlyHere);
    return json;
}

Result<OwnContact> ownContactOf(const QJsonObject& command) {
    OwnContact contact;
    contact.id = field(command, u"contact"_s);
    contact.groups = textsIn(command, u"groups"_s);
    contact.person.name = field(command, u"name"_s);
    contact.person.numbers = textsIn(command, u"numbers"_s);
    contact.person.mail = field(command, u"mail"_s);
    contact.person.title = field(command, u"title"_s);
    contact.person.company = field(command, u"company"_s);
    if (const auto peer = field(command, u"peer"_s); !peer.empty()) {
        auto address = core::Address::parse(peer);
        if (!address) return address.error();
        contact.person.address = std::move(*address);
    }
    return contact;
}

QJsonObject contactsJson(const client::Client& client, const ContactListControl* list) {
    QJsonArray contacts;
    for (const auto& contact : client.contacts()) contacts.append(apps::toJson(contact));
    QJsonObject json{{u"contacts"_s, contacts}};
    if (list == nullptr) return json;
    QJsonArray own;
    for (const auto& contact : list->own()) own.append(toJson(contact));
    json.insert(u"own"_s, own);
    json.insert(u"groups"_s, arrayOf(list->groups()));
    json.insert(u"why_only_here"_s, QString::fromStdString(list->whyOnlyHere()));
    return json;
}

}  // namespace

void CommandLoop::addContactListCommand(
    const QString& name,
    std::function<void(ContactListControl&, const QJsonObject&, const Reply&)> run) {
    handlers_[name] = [this, run = std::move(run)](const QJsonObject& command, const Reply& reply) {
        auto* people = client_.people();
        auto* list = people != nullptr ? people->contactList() : nullptr;
        if (list == nullptr) {
            return reply(fail(ErrorCode::Unavailable, "Changing the contact list",
                              "nobody is signed in to chat", "Sign in first."));
        }
        run(*list, command, reply);
    };
}

void CommandLoop::addContactListCommands() {
    addCommand(u"contacts"_s, [this](const QJsonObject&) -> Result<QJsonObject> {
        auto* people = client_.people();
        return contactsJson(client_, people != nullptr ? people->contactList() : nullptr);
    });
    addContactListCommand(
        u"contact-add"_s, [this](auto& list, const auto& command, const Reply& reply) {
            const auto contact = ownContactOf(command);
            if (!contact) return reply(contact.error());
            const auto& person = contact->person;
            const bool isOwn = person.address.isEmpty() || !person.numbers.empty() ||
                               !person.mail.empty() || !contact->id.empty();
            const auto done = [reply](const core::Status& status) {
                status ? reply(QJsonObject()) : reply(status.error());
            };
            if (!isOwn)
                return list.put(person.address, person.name, contact->groups).then(owner_, done);
            list.putOwn(*contact).then(owner_, [reply](const Result<std::string>& id) {
                if (!id) return reply(id.error());
                reply(QJsonObject{{u"contact"_s, QString::fromStdString(*id)}});
            });
        });
    addContactListCommand(u"contact-remove"_s,
                          [this](auto& list, const auto& command, const Reply& reply) {
                              const auto done = [reply](const core::Status& status) {
                                  status ? reply(QJsonObject()) : reply(status.error());
                              };
                              const auto id = field(command, u"contact"_s);
                              if (!id.empty()) return list.removeOwn(id).then(owner_, done);
                              const auto peer = core::Address::parse(field(command, u"peer"_s));
                              if (!peer) return reply(peer.error());
                              list.remove(*peer).then(owner_, done);
                          });
    addContactListCommand(u"groups"_s, [this](auto& list, const auto& command, const Reply& reply) {
        const auto answer = [&list, reply] {
            reply(QJsonObject{{u"groups"_s, arrayOf(list.groups())}});
        };
        if (!command.contains(u"groups"_s)) return answer();
        list.arrange(textsIn(command, u"groups"_s))
            .then(owner_, [answer, reply](const core::Status& status) {
                status ? answer() : reply(status.error());
            });
    });
    addContactListCommand(
        u"group-rename"_s, [this](auto& list, const auto& command, const Reply& reply) {
            list.renameGroup(field(command, u"group"_s), field(command, u"name"_s))
                .then(owner_, [reply](const Result<int>& count) {
                    if (!count) return reply(count.error());
                    reply(QJsonObject{{u"count"_s, *count}});
                });
        });
    addContactFileCommands();
}

void CommandLoop::addContactFileCommands() {
    addContactListCommand(
        u"contact-import"_s, [this](auto& list, const auto& command, const Reply& reply) {
            list.importCards(field(command, u"path"_s))
                .then(owner_, [reply](const Result<client::CardImport>& report) {
                    if (!report) return reply(report.error());
                    reply(QJsonObject{{u"added"_s, report->added},
                                      {u"known"_s, report->known},
                                      {u"troubles"_s, arrayOf(report->troubles)}});
                });
        });
    addContactListCommand(u"contact-export"_s, [this](auto& list, const auto& command,
                                                      const Reply& reply) {
        list.exportCards(field(command, u"path"_s)).then(owner_, [reply](const Result<int>& count) {
            if (!count) return reply(count.error());
            reply(QJsonObject{{u"count"_s, *count}});
        });
    });
    handlers_[u"photo"_s] = [this](const QJsonObject& command, const Reply& reply) {
        auto* people = client_.people();
        if (people == nullptr) {
            return reply(
                fail(ErrorCode::Unavailable, "Asking the directory", "nobody is signed in"));
        }
        const auto path = command.value(u"path"_s).toString();
        people->photo(field(command, u"who"_s))
            .then(owner_, [reply, path](const Result<std::string>& bytes) {
                if (!bytes) return reply(bytes.error());
                QFile file(path);
                const bool isWanted = !bytes->empty() && !path.isEmpty();
                if (isWanted && (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly) ||
                                 file.write(QByteArray::fromStdString(*bytes)) < 0)) {
                    return reply(fail(ErrorCode::Storage, "Writing " + path.toStdString(),
                                      file.errorString().toStdString()));
                }
                reply(QJsonObject{{u"bytes"_s, static_cast<qint64>(bytes->size())}});
            });
    };
}

}  // namespace sidetone::apps
