// SPDX-License-Identifier: GPL-3.0-or-later
// Commands on group chats.
#include <QJsonArray>

#include "client/Client.h"
#include "messaging/MessageControl.h"
#include "messaging/RoomControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "shared/JsonRooms.h"

namespace sidetone::apps {
namespace {

using namespace Qt::Literals::StringLiterals;
using core::Address;
using core::ErrorCode;
using core::Result;
using messaging::RoomControl;

std::string textIn(const QJsonObject& command, const QString& name) {
    return command.value(name).toString().toStdString();
}

Result<Address> addressIn(const QJsonObject& command, const QString& name) {
    return Address::parse(textIn(command, name));
}

Result<std::vector<Address>> peopleIn(const QJsonObject& command) {
    std::vector<Address> people;
    for (const auto& value : command.value(u"people"_s).toArray()) {
        auto address = Address::parse(value.toString().toStdString());
        if (!address) return address.error();
        people.push_back(std::move(*address));
    }
    return people;
}

std::optional<core::Secret> passwordIn(const QJsonObject& command) {
    const auto text = textIn(command, u"password"_s);
    if (text.empty()) return std::nullopt;
    return core::Secret(text);
}

/// What the answer to a task without a value is.
template <class Reply>
auto done(const Reply& reply) {
    return [reply](const core::Status& status) {
        if (!status) return reply(status.error());
        reply(QJsonObject());
    };
}

}  // namespace

void CommandLoop::addRoomCommand(
    const QString& name, std::function<void(RoomControl&, const QJsonObject&, const Reply&)> run) {
    handlers_[name] = [this, run = std::move(run)](const QJsonObject& command, const Reply& reply) {
        auto* rooms = client_.rooms();
        if (rooms == nullptr) {
            return reply(core::fail(ErrorCode::Unavailable, "There are no group chats",
                                    "nobody is signed in to chat", "Sign in first."));
        }
        run(*rooms, command, reply);
    };
}

void CommandLoop::addOneRoomCommand(
    const QString& name,
    std::function<void(RoomControl&, const Address&, const QJsonObject&, const Reply&)> run) {
    addRoomCommand(name, [run = std::move(run)](RoomControl& rooms, const QJsonObject& command,
                                                const Reply& reply) {
        const auto room = addressIn(command, u"room"_s);
        if (!room) return reply(room.error());
        run(rooms, *room, command, reply);
    });
}

void CommandLoop::addRoomCommands() {
    addRoomCommand(u"rooms"_s, [](RoomControl& rooms, const QJsonObject&, const Reply& reply) {
        QJsonArray all;
        for (const auto& room : rooms.rooms()) all.append(toJson(room));
        reply(QJsonObject{
            {u"rooms"_s, all},
            {u"why_none"_s, QString::fromStdString(rooms.whyNone())},
            {u"why_not_persistent"_s, QString::fromStdString(rooms.whyNotPersistent())}});
    });
    addRoomCommand(u"room-create"_s,
                   [this](RoomControl& rooms, const QJsonObject& command, const Reply& reply) {
                       auto people = peopleIn(command);
                       if (!people) return reply(people.error());
                       messaging::NewRoom room;
                       room.name = textIn(command, u"name"_s);
                       room.subject = textIn(command, u"subject"_s);
                       room.people = std::move(*people);
                       room.isPersistent = command.value(u"persistent"_s).toBool();
                       room.isMembersOnly = command.value(u"members_only"_s).toBool();
                       room.isPublic = command.value(u"public"_s).toBool();
                       room.password = passwordIn(command);
                       rooms.create(room).then(owner_, [reply](const Result<Address>& made) {
                           if (!made) return reply(made.error());
                           reply(QJsonObject{{u"room"_s, QString::fromStdString(made->text())}});
                       });
                   });
    addRoomCommand(u"room-list"_s, [this](RoomControl& rooms, const QJsonObject&,
                                          const Reply& reply) {
        rooms.list().then(owner_, [reply](const Result<std::vector<messaging::RoomListing>>& all) {
            if (!all) return reply(all.error());
            QJsonArray list;
            for (const auto& one : *all) list.append(toJson(one));
            reply(QJsonObject{{u"rooms"_s, list}});
        });
    });
    addRoomCommand(u"invitations"_s,
                   [](RoomControl& rooms, const QJsonObject&, const Reply& reply) {
                       QJsonArray all;
                       for (const auto& one : rooms.invitations()) all.append(toJson(one));
                       reply(QJsonObject{{u"invitations"_s, all}});
                   });
    addRoomCommand(u"accept-invitation"_s, [this](RoomControl& rooms, const QJsonObject& command,
                                                  const Reply& reply) {
        rooms.acceptInvitation(command.value(u"invitation"_s).toInt()).then(owner_, done(reply));
    });
    addRoomCommand(u"decline-invitation"_s,
                   [](RoomControl& rooms, const QJsonObject& command, const Reply& reply) {
                       rooms.declineInvitation(command.value(u"invitation"_s).toInt(),
                                               textIn(command, u"reason"_s));
                       reply(QJsonObject());
                   });
    addPresenceInRoomCommands();
    addRoomOwnerCommands();
}

void CommandLoop::addPresenceInRoomCommands() {
    addOneRoomCommand(u"room-join"_s, [this](RoomControl& rooms, const Address& room,
                                             const QJsonObject& command, const Reply& reply) {
        rooms.join(room, textIn(command, u"nickname"_s), passwordIn(command))
            .then(owner_, done(reply));
    });
    addOneRoomCommand(u"room-leave"_s, [](RoomControl& rooms, const Address& room,
                                          const QJsonObject&, const Reply& reply) {
        rooms.leave(room);
        reply(QJsonObject());
    });
    addOneRoomCommand(u"room-people"_s, [](RoomControl& rooms, const Address& room,
                                           const QJsonObject&, const Reply& reply) {
        QJsonArray people;
        for (const auto& one : rooms.occupants(room)) people.append(toJson(one));
        reply(QJsonObject{{u"people"_s, people}});
    });
    addOneRoomCommand(u"room-invite"_s, [this](RoomControl& rooms, const Address& room,
                                               const QJsonObject& command, const Reply& reply) {
        const auto people = peopleIn(command);
        if (!people) return reply(people.error());
        rooms.invite(room, *people, textIn(command, u"reason"_s)).then(owner_, done(reply));
    });
    addOneRoomCommand(u"room-nickname"_s, [this](RoomControl& rooms, const Address& room,
                                                 const QJsonObject& command, const Reply& reply) {
        rooms.setNickname(room, textIn(command, u"nickname"_s)).then(owner_, done(reply));
    });
    addOneRoomCommand(u"room-private"_s, [this](RoomControl&, const Address& room,
                                                const QJsonObject& command, const Reply& reply) {
        messaging::Outgoing message{textIn(command, u"body"_s)};
        message.occupant = textIn(command, u"nickname"_s);
        if (message.occupant.empty()) {
            return reply(core::fail(ErrorCode::InvalidInput, "Writing to one person of a room",
                                    "the command names nobody (nickname)"));
        }
        client_.chats()->send(room, message).then(owner_, [reply](const auto& sent) {
            if (!sent) return reply(sent.error());
            reply(toJson(*sent));
        });
    });
    addOneRoomCommand(u"room-bookmark"_s, [this](RoomControl& rooms, const Address& room,
                                                 const QJsonObject& command, const Reply& reply) {
        rooms
            .setBookmark(room, command.value(u"bookmarked"_s).toBool(true),
                         command.value(u"joins"_s).toBool())
            .then(owner_, done(reply));
    });
}

void CommandLoop::addRoomOwnerCommands() {
    addOneRoomCommand(u"room-subject"_s, [this](RoomControl& rooms, const Address& room,
                                                const QJsonObject& command, const Reply& reply) {
        rooms.setSubject(room, textIn(command, u"subject"_s)).then(owner_, done(reply));
    });
    addOneRoomCommand(u"room-role"_s, [this](RoomControl& rooms, const Address& room,
                                             const QJsonObject& command, const Reply& reply) {
        const auto role = roomRoleOf(command.value(u"role"_s).toString());
        if (!role) return reply(role.error());
        rooms.setRole(room, textIn(command, u"nickname"_s), *role, textIn(command, u"reason"_s))
            .then(owner_, done(reply));
    });
    addOneRoomCommand(
        u"room-affiliation"_s, [this](RoomControl& rooms, const Address& room,
                                      const QJsonObject& command, const Reply& reply) {
            const auto person = addressIn(command, u"person"_s);
            if (!person) return reply(person.error());
            const auto affiliation = affiliationOf(command.value(u"affiliation"_s).toString());
            if (!affiliation) return reply(affiliation.error());
            rooms.setAffiliation(room, *person, *affiliation, textIn(command, u"reason"_s))
                .then(owner_, done(reply));
        });
    addOneRoomCommand(u"room-settings"_s, [this](RoomControl& rooms, const Address& room,
                                                 const QJsonObject& command, const Reply& reply) {
        auto* control = &rooms;
        rooms.settings(room).then(owner_, [this, control, room, command,
                                           reply](const Result<messaging::RoomSettings>& found) {
            if (!found) return reply(found.error());
            if (!command.contains(u"settings"_s)) {
                return reply(QJsonObject{{u"settings"_s, toJson(*found)}});
            }
            const auto wanted = withChanges(*found, command.value(u"settings"_s).toObject());
            control->setSettings(room, wanted).then(owner_, done(reply));
        });
    });
    addOneRoomCommand(u"room-destroy"_s, [this](RoomControl& rooms, const Address& room,
                                                const QJsonObject& command, const Reply& reply) {
        rooms.destroy(room, textIn(command, u"reason"_s)).then(owner_, done(reply));
    });
}

}  // namespace sidetone::apps
