// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ContactListController.h"

#include <QDate>
#include <algorithm>

#include "client/people/ContactListControl.h"
#include "client/people/PeopleControl.h"
#include "host/FileChooser.h"
#include "models/freeFile.h"
#include "models/people.h"
#include "models/words.h"

namespace sidetone::desktop {

ContactListController::ContactListController(client::Client& client, QObject* parent)
    : QObject(parent), client_(client) {
    connect(&client_, &client::Client::contactsChanged, this, &ContactListController::changed);
    connect(&client_, &client::Client::contactChanged, this, &ContactListController::changed);
    connect(&client_, &client::Client::stateChanged, this, &ContactListController::changed);
}

client::ContactListControl* ContactListController::control() const {
    return contactListOf(client_);
}

QStringList ContactListController::groups() const {
    QStringList names;
    const auto* list = control();
    if (list == nullptr) return names;
    for (const auto& group : list->groups()) {
        if (!isFavourites(group)) names << toQt(group);
    }
    return names;
}

QString ContactListController::place() const {
    const auto* list = control();
    if (list == nullptr) return tr("Nobody is signed in to chat.");
    const auto why = toQt(list->whyOnlyHere());
    return why.isEmpty()
               ? tr("The server keeps the list: it is the same on all of your devices.")
               : tr("Groups and their people are kept by the server; the groups\u2019 order and "
                    "your own contacts are kept on this computer alone. %1")
                     .arg(why);
}

void ContactListController::tellFailure(const core::Status& done) {
    if (!done) Q_EMIT failed(toQt(done.error().sentence()));
}

void ContactListController::addGroup(const QString& name) {
    auto* list = control();
    const auto wanted = name.simplified();
    if (list == nullptr || wanted.isEmpty()) return;
    auto order = list->groups();
    const auto group = wanted.toStdString();
    if (std::find(order.begin(), order.end(), group) != order.end()) {
        return Q_EMIT failed(tr("There is a group \u201c%1\u201d already.").arg(wanted));
    }
    order.push_back(group);
    list->arrange(order).then(owner_, [this](const core::Status& done) { tellFailure(done); });
}

void ContactListController::renameGroup(const QString& from, const QString& to) {
    auto* list = control();
    const auto wanted = to.simplified();
    if (list == nullptr || wanted == from) return;
    list->renameGroup(from.toStdString(), wanted.toStdString())
        .then(owner_, [this](const core::Result<int>& count) {
            if (!count) Q_EMIT failed(toQt(count.error().sentence()));
        });
}

void ContactListController::moveGroup(const QString& name, int by) {
    auto* list = control();
    if (list == nullptr) return;
    // Favourites have no place in the order that shows.
    auto order = groups();
    const auto at = order.indexOf(name);
    const auto to = at + by;
    if (at < 0 || to < 0 || to >= order.size()) return;
    order.move(at, to);
    std::vector<std::string> names;
    for (const auto& group : order) names.push_back(group.toStdString());
    list->arrange(names).then(owner_, [this](const core::Status& done) { tellFailure(done); });
}

void ContactListController::move(const QString& who, const QString& from, const QString& to) {
    if (control() == nullptr || from == to) return;
    auto kept = keptContact(client_, who);
    const auto group = to.toStdString();
    // A favourite stays in their group.
    if (!isFavourites(group)) std::erase(kept.groups, from.toStdString());
    const bool isIn = std::find(kept.groups.begin(), kept.groups.end(), group) != kept.groups.end();
    if (!to.isEmpty() && !isIn) kept.groups.push_back(group);
    keep(client_, kept).then(owner_, [this](const core::Status& done) { tellFailure(done); });
}

void ContactListController::chooseImport() {
    if (chooser_ == nullptr) {
        return Q_EMIT failed(
            tr("This desktop has no dialog for files. Drop the file on this page."));
    }
    chooser_->choose().then(owner_,
                            [this](const core::Result<std::vector<std::filesystem::path>>& files) {
                                if (!files) return Q_EMIT failed(toQt(files.error().sentence()));
                                if (!files->empty()) importPath(files->front());
                            });
}

void ContactListController::importFile(const QUrl& file) {
    if (file.isLocalFile()) importPath(file.toLocalFile().toStdString());
}

void ContactListController::importPath(const std::filesystem::path& path) {
    auto* list = control();
    if (list == nullptr) return;
    list->importCards(path).then(owner_, [this](const core::Result<client::CardImport>& report) {
        if (!report) return Q_EMIT failed(toQt(report.error().sentence()));
        auto sentence =
            tr("%1 contacts added, %2 were there already.").arg(report->added).arg(report->known);
        if (!report->troubles.empty()) {
            sentence += u' ' + tr("Left out: %1").arg(toQt(report->troubles.front()));
            const auto more = static_cast<int>(report->troubles.size()) - 1;
            if (more > 0) sentence += u' ' + tr("and %1 more").arg(more);
        }
        Q_EMIT told(sentence);
    });
}

void ContactListController::exportFile() {
    auto* list = control();
    if (list == nullptr) return;
    const auto file = freeFile(tr("Contacts") + u' ' + QDate::currentDate().toString(Qt::ISODate),
                               QStringLiteral(".vcf"));
    list->exportCards(file.toStdString()).then(owner_, [this, file](const core::Result<int>& many) {
        if (!many) return Q_EMIT failed(toQt(many.error().sentence()));
        Q_EMIT told(tr("%1 contacts saved in %2").arg(*many).arg(file));
    });
}

}  // namespace sidetone::desktop
