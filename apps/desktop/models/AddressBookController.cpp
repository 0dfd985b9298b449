// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/AddressBookController.h"

#include "client/people/AddressBookControl.h"
#include "client/people/PeopleControl.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

constexpr config::Key<std::string_view> serverKey{"AddressBookServer"};
constexpr config::Key<std::string_view> userKey{"AddressBookUser"};

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

client::AddressBookControl* booksOf(client::Client& client) {
    auto* people = client.people();
    return people != nullptr ? people->addressBooks() : nullptr;
}

}  // namespace

AddressBookController::AddressBookController(client::Client& client, QObject* parent)
    : QObject(parent), client_(client) {
    connect(&client_, &client::Client::settingsChanged, this, &AddressBookController::changed);
}

QString AddressBookController::server() const {
    return fromView(client_.settings().get(serverKey));
}

QString AddressBookController::user() const {
    return fromView(client_.settings().get(userKey));
}

core::Status AddressBookController::keep(const char* name, const QString& value) {
    const auto wanted = value.trimmed().toStdString();
    const auto now = client_.settings().find(name);
    if (now && now->text == wanted) return {};
    return client_.setPreference(name, wanted);
}

void AddressBookController::test(const QString& server, const QString& user,
                                 const QString& password) {
    if (running_) return;
    trouble_.clear();
    books_.clear();
    auto* books = booksOf(client_);
    if (books == nullptr) {
        trouble_ = tr("Nobody is signed in: address books are read after the sign-in.");
        return Q_EMIT changed();
    }
    for (const auto& kept :
         {keep(serverKey.name.data(), server), keep(userKey.name.data(), user)}) {
        if (!kept) return fail(kept.error());
    }
    running_ = true;
    Q_EMIT changed();
    if (password.isEmpty() && !server.trimmed().isEmpty()) return read();
    const bool isForgotten = server.trimmed().isEmpty();
    books->setPassword(core::Secret(isForgotten ? std::string() : password.toStdString()))
        .then(owner_, [this](const core::Status& kept) {
            if (!kept) return fail(kept.error());
            read();
        });
}

void AddressBookController::read() {
    auto* books = booksOf(client_);
    if (books == nullptr) {
        running_ = false;
        return Q_EMIT changed();
    }
    books->read().then(owner_,
                       [this](const core::Result<std::vector<directory::BookState>>& states) {
                           if (!states) return fail(states.error());
                           take(*states);
                       });
}

void AddressBookController::fail(const core::Error& error) {
    running_ = false;
    trouble_ = toQt(error.sentence());
    Q_EMIT changed();
}

void AddressBookController::take(const std::vector<directory::BookState>& states) {
    running_ = false;
    for (const auto& state : states) {
        if (state.trouble) trouble_ = toQt(state.trouble->sentence());
        QStringList names;
        for (const auto& name : state.books) names << toQt(name);
        const auto where = toQt(state.kind) + QStringLiteral(", ") + toQt(state.where);
        const auto many = state.people == 1
                              ? tr("1 person")
                              : tr("%1 people").arg(static_cast<qulonglong>(state.people));
        books_ << (names.isEmpty()
                       ? tr("%1: %2").arg(where, many)
                       : tr("%1: %2 in %3").arg(where, many, names.join(QStringLiteral(", "))));
        for (const auto& remark : state.remarks) books_ << toQt(remark);
    }
    if (states.empty()) books_ << tr("No address book is set.");
    Q_EMIT changed();
}

}  // namespace sidetone::desktop
