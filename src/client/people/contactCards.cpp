// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ContactListService that reads and writes files of vCards.
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <algorithm>

#include "client/people/ContactListService.h"
#include "client/people/ownCards.h"
#include "directory/numberForms.h"
#include "directory/vcard/personOfCard.h"
#include "directory/vcard/readCards.h"
#include "directory/vcard/writeCard.h"
#include "messaging/Messaging.h"
#include "messaging/files/FileWorker.h"

namespace sidetone::client {
namespace {

using core::ErrorCode;
using directory::Card;
using directory::CardFile;

/// A server is asked for each one.
constexpr std::size_t mostImported = 500;

core::Result<CardFile> readFile(const std::filesystem::path& path) {
    QFile file(QString::fromStdString(path.string()));
    const auto failed = [&](ErrorCode code, std::string why) {
        return core::fail(code, "Reading " + path.string(), std::move(why),
                          "Choose another file of vCards.");
    };
    if (!file.open(QIODevice::ReadOnly)) {
        return failed(ErrorCode::NotFound, file.errorString().toStdString());
    }
    // A pipe or a device says nothing of its size.
    constexpr auto most = static_cast<qint64>(directory::VcardLimits().fileBytes);
    const auto bytes = file.read(most + 1);
    if (bytes.size() > most) return failed(ErrorCode::TooLarge, "the file is too large");
    return directory::readCards(bytes.toStdString());
}

core::Status writeFile(const std::filesystem::path& path, const std::string& text) {
    const auto name = QString::fromStdString(path.string());
    const auto failed = [&](std::string why) {
        return core::fail(ErrorCode::Storage, "Writing " + path.string(), std::move(why),
                          "Choose another place.");
    };
    if (QFileInfo::exists(name)) return failed("there is such a file already");
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly)) return failed(file.errorString().toStdString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(text.data(), static_cast<qint64>(text.size()));
    if (!file.commit()) return failed(file.errorString().toStdString());
    return {};
}

}  // namespace

struct ContactListService::Import {
    std::vector<Card> cards;
    std::size_t next = 0;
    CardImport report;
    core::Promise<CardImport> promise;
};

bool ContactListService::hasCard(const Card& card) const {
    const auto& source = *ports_.messaging();
    for (const auto& text : card.addresses) {
        const auto address = core::Address::parse(text);
        if (address && source.contact(*address)) return true;
    }
    const auto all = own();
    return std::any_of(all.begin(), all.end(), [&](const OwnContact& contact) {
        if (contact.person.name != card.name) return false;
        const auto& numbers = contact.person.numbers;
        return card.numbers.empty() ||
               std::any_of(numbers.begin(), numbers.end(), [&](const std::string& number) {
                   return directory::isSameNumber(number, card.numbers.front());
               });
    });
}

core::Task<CardImport> ContactListService::importCards(const std::filesystem::path& file) {
    auto import = std::make_shared<Import>();
    auto task = import->promise.task();
    auto content = std::make_shared<core::Result<CardFile>>(CardFile());
    worker_->run([content, file] { *content = readFile(file); },
                 [this, import, content] {
                     if (!*content) return import->promise.settle(content->error());
                     import->cards = std::move((*content)->cards);
                     for (const auto& trouble : (*content)->troubles) {
                         import->report.troubles.push_back("line " + std::to_string(trouble.line) +
                                                           ": " + trouble.what);
                     }
                     if (import->cards.size() > mostImported) {
                         import->report.troubles.push_back(
                             "only the first " + std::to_string(mostImported) + " were taken");
                         import->cards.resize(mostImported);
                     }
                     importNext(import);
                 });
    return task;
}

void ContactListService::importNext(const std::shared_ptr<Import>& import) {
    if (ports_.messaging() == nullptr) {
        return import->promise.settle(
            core::fail(ErrorCode::Unavailable, "Importing contacts", "nobody is signed in"));
    }
    while (import->next < import->cards.size()) {
        const auto& card = import->cards[import->next++];
        const auto left = [&](const char* why) {
            import->report.troubles.push_back("line " + std::to_string(card.line) + ": " +
                                              card.name + " " + why);
        };
        if (!directory::personOfCard(card)) {
            left("has neither a number nor an address");
            continue;
        }
        if (hasCard(card)) {
            ++import->report.known;
            continue;
        }
        auto contact = contactOf(card);
        contact.id.clear();
        putOwn(contact).then(owner_, [this, import](const core::Result<std::string>& done) {
            if (!done) return import->promise.settle(done.error());
            ++import->report.added;
            importNext(import);
        });
        return;
    }
    import->promise.settle(import->report);
}

std::vector<Card> ContactListService::allCards() const {
    std::vector<Card> cards;
    const auto own = this->own();
    for (const auto& contact : own) cards.push_back(cardOf(contact));
    const auto isThere = [&](const core::Address& address) {
        return std::any_of(own.begin(), own.end(), [&](const OwnContact& contact) {
            return contact.person.address == address;
        });
    };
    for (const auto& contact : ports_.messaging()->contacts()) {
        if (isThere(contact.address)) continue;
        OwnContact one;
        one.person = ports_.known(contact.address).value_or(directory::Person());
        one.person.address = contact.address;
        one.person.name = contact.name;
        one.id = "xmpp:" + contact.address.text();
        one.groups = contact.groups;
        cards.push_back(cardOf(one));
    }
    return cards;
}

core::Task<int> ContactListService::exportCards(const std::filesystem::path& file) {
    if (ports_.messaging() == nullptr) {
        return core::Task<int>::ready(
            core::fail(ErrorCode::Unavailable, "Exporting contacts", "nobody is signed in"));
    }
    std::string text;
    const auto cards = allCards();
    for (const auto& card : cards) text += directory::writeCard(card);
    core::Promise<int> promise;
    auto task = promise.task();
    auto written = std::make_shared<core::Status>();
    worker_->run([written, file, text] { *written = writeFile(file, text); },
                 [written, promise, many = static_cast<int>(cards.size())] {
                     if (!*written) return promise.settle(written->error());
                     promise.settle(many);
                 });
    return task;
}

}  // namespace sidetone::client
