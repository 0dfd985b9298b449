// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/Desktop.h"

#include <QDate>

#include "messaging/MessageControl.h"
#include "models/freeFile.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

constexpr core::Milliseconds noticeTime{8000};

messaging::ExportFormat formatOf(const QString& name) {
    if (name == QLatin1String("html")) return messaging::ExportFormat::Html;
    return name == QLatin1String("json") ? messaging::ExportFormat::Json
                                         : messaging::ExportFormat::Text;
}

}  // namespace

Desktop::Desktop(client::Client& client, core::Clock& clock, Settings& settings, Opener opener,
                 QObject* parent)
    : QObject(parent),
      client_(client),
      clock_(clock),
      settings_(settings),
      session_(client, settings),
      signIn_(client, settings),
      connection_(client),
      question_(client, opener),
      certificate_(client, clock),
      network_(client, opener),
      trace_(client),
      services_(client),
      trouble_(network_, services_, certificate_),
      report_(client, opener),
      parameters_(client),
      contacts_(client, clock),
      conversations_(client, clock),
      chat_(client, clock),
      calls_(client, clock),
      line_(client, settings),
      camera_(client),
      history_(client, clock, settings),
      voicemail_(client, clock),
      group_(client, clock),
      roomList_(client),
      requests_(client),
      room_(client, chat_),
      mentions_(client, chat_),
      files_(client, chat_, opener),
      encryption_(client, chat_),
      historyTransfer_(client),
      privacy_(client, chat_),
      handlers_(client),
      found_(client, clock),
      search_(client, clock, found_),
      person_(client),
      contactList_(client),
      directory_(client),
      photos_(client),
      foundHere_(client, clock),
      opener_(opener) {
    connect(&calls_, &CallController::failed, this, &Desktop::setNotice);
    connect(&line_, &LineController::failed, this, &Desktop::setNotice);
    connect(&camera_, &CameraController::failed, this, &Desktop::setNotice);
    connect(&sound_, &SoundController::failed, this, &Desktop::setNotice);
    connect(&voicemail_, &VoicemailModel::failed, this, &Desktop::setNotice);
    connect(&parameters_, &ParameterModel::failed, this, &Desktop::setNotice);
    connect(&certificate_, &CertificateController::failed, this, &Desktop::setNotice);
    connect(&conversations_, &ConversationModel::failed, this, &Desktop::setNotice);
    connect(&requests_, &RequestModel::failed, this, &Desktop::setNotice);
    connect(&client_, &client::Client::linkOpened, this, &Desktop::takeLink);
    connect(&room_, &RoomController::failed, this, &Desktop::setNotice);
    connect(&chat_, &ChatController::failed, this, &Desktop::setNotice);
    connect(&handlers_, &HandlerController::failed, this, &Desktop::setNotice);
    connect(&handlers_, &HandlerController::told, this, &Desktop::setNews);
    connect(&files_, &FileController::failed, this, &Desktop::setNotice);
    connect(&encryption_, &EncryptionController::failed, this, &Desktop::setNotice);
    connect(&privacy_, &PrivacyController::failed, this, &Desktop::setNotice);
    connect(&contacts_, &ContactModel::filterChanged, this,
            [this] { search_.setText(contacts_.filter()); });
    connect(&person_, &PersonController::failed, this, &Desktop::setNotice);
    connect(&contactList_, &ContactListController::failed, this, &Desktop::setNotice);
    connect(&contactList_, &ContactListController::told, this, &Desktop::setNews);
    connect(&chat_, &ChatController::peerChanged, this,
            [this] { foundHere_.setPeer(chat_.peer()); });
    connect(chat_.messages(), &MessageModel::failed, this, &Desktop::setNotice);
}

QString Desktop::version() const {
    return QStringLiteral(SIDETONE_VERSION);
}

void Desktop::showPerson(const QString& who) {
    if (who.isEmpty()) return;
    person_.look(who);
    Q_EMIT pageWanted(QStringLiteral("person"));
}

void Desktop::showFound(int row) {
    const auto person = search_.personAt(row);
    if (!person) return;
    // The directory tells more of whom only the list knows.
    const bool isWhole = !person->numbers.empty() || !person->title.empty();
    if (isWhole) {
        person_.lookAt(*person);
    } else {
        person_.look(search_.row(row).who);
    }
    Q_EMIT pageWanted(QStringLiteral("person"));
}

void Desktop::removeChat() {
    conversations_.remove(chat_.address());
    chat_.close();
}

void Desktop::saveChat(const QString& format) {
    const auto peer = core::Address::parse(chat_.address().toStdString());
    if (!peer || client_.chats() == nullptr) return;
    const auto ending =
        format == QLatin1String("text") ? QStringLiteral(".txt") : QLatin1Char('.') + format;
    const auto file = freeFile(tr("Chat with %1").arg(chat_.name()) + QLatin1Char(' ') +
                                   QDate::currentDate().toString(Qt::ISODate),
                               ending);
    client_.chats()
        ->exportTo(*peer, file.toStdString(), formatOf(format))
        .then(saving_, [this, file](const core::Result<int>& count) {
            if (!count) return setNotice(toQt(count.error().sentence()));
            setNews(tr("%n messages saved in %1", "", *count).arg(file));
        });
}

void Desktop::openLink(const QString& link) {
    const QUrl url(link);
    if (url.scheme() == QLatin1String("mailto")) {
        opener_(url);
    } else if (!openPage(opener_, link)) {
        const auto opened = client_.openLink(link.toStdString());
        if (!opened) setNotice(toQt(opened.error().sentence()));
    }
}

void Desktop::follow(const QString& link) {
    if (link.isEmpty()) return;
    const auto opened = client_.openLink(link.toStdString());
    if (!opened) setNotice(toQt(opened.error().sentence()));
}

void Desktop::takeLink(const client::ProtocolLink& link) {
    using client::LinkAction;
    const auto first = link.addresses.empty() ? QString() : toQt(link.addresses.front().text());
    switch (link.action) {
        case LinkAction::Chat:
            Q_EMIT chatWanted(first);
            if (!link.body.empty() || !link.subject.empty()) {
                chat_.prefill(toQt(link.subject), toQt(link.body));
            }
            break;
        case LinkAction::GroupChat:
            group_.propose(link.addresses, toQt(link.subject), toQt(link.body));
            Q_EMIT pageWanted(QStringLiteral("new-group"));
            break;
        case LinkAction::JoinRoom:
            roomList_.propose(first, toQt(link.name), toQt(link.password));
            Q_EMIT pageWanted(QStringLiteral("rooms"));
            break;
        case LinkAction::VerifyKeys:
            Q_EMIT chatWanted(first);
            Q_EMIT pageWanted(QStringLiteral("devices"));
            break;
        case LinkAction::AddContact:
            Q_EMIT searchWanted(first);
            break;
        case LinkAction::ConferenceCall:
            if (link.targets.size() > 1) {
                setNotice(tr("The link names %1 numbers. Only the first one can be called from "
                             "here; bring the others into the call.")
                              .arg(link.targets.size()));
            }
            [[fallthrough]];
        case LinkAction::Call:
            if (!link.targets.empty()) Q_EMIT searchWanted(toQt(link.targets.front()));
            break;
    }
}

void Desktop::toggleTheme() {
    const auto other = settings_.dark() ? Shown::Theme::Light : Shown::Theme::Dark;
    settings_.setTheme(static_cast<int>(other));
}

void Desktop::setNotice(const QString& sentence) {
    show(sentence, false);
}

void Desktop::setNews(const QString& sentence) {
    show(sentence, true);
}

void Desktop::show(const QString& sentence, bool isNews) {
    noticeTimer_.stop();
    if (!sentence.isEmpty()) {
        noticeTimer_ = clock_.after(noticeTime, [this] { clearNotice(); });
    }
    if (sentence == notice_ && isNews == noticeIsNews_) return;
    notice_ = sentence;
    noticeIsNews_ = isNews;
    Q_EMIT noticeChanged();
}

}  // namespace sidetone::desktop
