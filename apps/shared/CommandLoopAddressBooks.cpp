// SPDX-License-Identifier: GPL-3.0-or-later
// The part of CommandLoop about the person's own address books.
#include <QJsonArray>

#include "client/people/AddressBookControl.h"
#include "client/people/PeopleControl.h"
#include "shared/CommandLoop.h"
#include "shared/Json.h"
#include "shared/JsonPeople.h"

namespace sidetone::apps {

using namespace Qt::StringLiterals;

namespace {

core::Result<client::AddressBookControl*> booksOf(client::Client& client) {
    auto* people = client.people();
    auto* books = people != nullptr ? people->addressBooks() : nullptr;
    if (books != nullptr) return books;
    return core::fail(core::ErrorCode::Unavailable, "Asking the address books",
                      "nobody is signed in", "Sign in first.");
}

}  // namespace

void CommandLoop::addAddressBookCommands() {
    handlers_[u"address-books"_s] = [this](const QJsonObject&, const Reply& reply) {
        const auto books = booksOf(client_);
        if (!books) return reply(books.error());
        (*books)->read().then(
            owner_, [reply](const core::Result<std::vector<directory::BookState>>& states) {
                if (!states) return reply(states.error());
                QJsonArray list;
                QJsonObject json;
                for (const auto& state : *states) {
                    list.append(toJson(state));
                    if (state.trouble) json.insert(u"trouble"_s, toJson(*state.trouble));
                }
                json.insert(u"address_books"_s, list);
                reply(json);
            });
    };
    handlers_[u"address-book-password"_s] = [this](const QJsonObject& command, const Reply& reply) {
        const auto books = booksOf(client_);
        if (!books) return reply(books.error());
        core::Secret password(command.value(u"password"_s).toString().toStdString());
        (*books)->setPassword(std::move(password)).then(owner_, [reply](const core::Status& kept) {
            if (!kept) return reply(kept.error());
            reply(QJsonObject());
        });
    };
}

}  // namespace sidetone::apps
