// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/FileController.h"

#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QImage>
#include <QMimeData>
#include <QTemporaryFile>

#include "messaging/FileControl.h"
#include "models/words.h"

namespace sidetone::desktop {
namespace {

/// More at once is a mistake of the mouse.
constexpr qsizetype mostAtOnce = 20;

/// Programs and scripts are shown in their folder, never started.
bool mayOpen(const QFileInfo& file) {
    static const QStringList programs{
        QStringLiteral("desktop"),  QStringLiteral("sh"),  QStringLiteral("exe"),
        QStringLiteral("appimage"), QStringLiteral("py"),  QStringLiteral("run"),
        QStringLiteral("jar"),      QStringLiteral("deb"), QStringLiteral("rpm"),
        QStringLiteral("html"),     QStringLiteral("htm"), QStringLiteral("svg")};
    return file.isFile() && !file.isExecutable() && !programs.contains(file.suffix().toLower());
}

}  // namespace

FileController::FileController(client::Client& client, ChatController& chat, Opener opener,
                               QObject* parent)
    : QObject(parent), client_(client), chat_(chat), opener_(std::move(opener)) {
    connect(&client_, &client::Client::chatChanged, this, &FileController::changed);
    connect(&client_, &client::Client::settingsChanged, this, &FileController::changed);
    connect(&chat_, &ChatController::presenceChanged, this, &FileController::changed);
}

void FileController::setCapture(ScreenCapture* capture) {
    capture_ = capture;
    Q_EMIT changed();
}

QString FileController::whyNot() const {
    auto* files = client_.files();
    if (files == nullptr) return tr("Files cannot be sent: chat is not connected.");
    return chat_.isOpen() ? toQt(files->whyNot(chat_.peer())) : QString();
}

QString FileController::whyNotDirect() const {
    auto* files = client_.files();
    if (files == nullptr || !chat_.isOpen()) return whyNot();
    return toQt(files->whyNotDirect(chat_.peer()));
}

QString FileController::whyNotCapture() const {
    if (capture_ == nullptr) return tr("Nothing here can take a picture of the screen.");
    auto* files = client_.files();
    if (files == nullptr || !chat_.isOpen()) return whyNot();
    const auto reason = toQt(files->whyNotCapture(chat_.peer()));
    return reason.isEmpty() ? whyNot() : reason;
}

void FileController::sendFile(const std::filesystem::path& file, Way way) {
    auto* files = client_.files();
    if (files == nullptr || !chat_.isOpen()) return;
    const bool isDirect = way == Way::Direct;
    if (const auto reason = isDirect ? whyNotDirect() : whyNot(); !reason.isEmpty()) {
        Q_EMIT failed(reason);
        return;
    }
    auto task = isDirect ? files->sendDirect(chat_.peer(), file) : files->send(chat_.peer(), file);
    std::move(task).then(owner_, [this](core::Result<messaging::Message> sent) {
        if (!sent) Q_EMIT failed(toQt(sent.error().sentence()));
    });
}

void FileController::send(const QList<QUrl>& files) {
    for (const auto& url : files.first(std::min(files.size(), mostAtOnce))) {
        const QFileInfo file(url.toLocalFile());
        if (file.isFile()) {
            sendFile(file.absoluteFilePath().toStdString());
        } else {
            Q_EMIT failed(tr("Only files can be sent, not \u201c%1\u201d.").arg(url.fileName()));
        }
    }
}

void FileController::choose() {
    chooseFor(Way::AsPreferred);
}

void FileController::chooseDirect() {
    chooseFor(Way::Direct);
}

void FileController::chooseFor(Way way) {
    const auto reason = way == Way::Direct ? whyNotDirect() : whyNot();
    if (chooser_ == nullptr || !reason.isEmpty()) {
        Q_EMIT failed(reason.isEmpty() ? tr("Drop the files on the chat, or paste them.") : reason);
        return;
    }
    chooser_->choose().then(owner_,
                            [this, way](core::Result<std::vector<std::filesystem::path>> files) {
                                if (!files) Q_EMIT failed(toQt(files.error().sentence()));
                                if (!files) return;
                                for (const auto& file : *files) sendFile(file, way);
                            });
}

bool FileController::paste() {
    const auto* data = QGuiApplication::clipboard()->mimeData();
    if (data == nullptr) return false;
    if (data->hasUrls() && data->urls().first().isLocalFile()) {
        send(data->urls());
        return true;
    }
    if (!data->hasImage() || data->hasText()) return false;
    const auto picture = qvariant_cast<QImage>(data->imageData());
    QTemporaryFile file(QDir::tempPath() + QStringLiteral("/picture-XXXXXX.png"));
    file.setAutoRemove(false);
    if (picture.isNull() || !file.open() || !picture.save(&file, "PNG")) {
        Q_EMIT failed(tr("The picture on the clipboard could not be read."));
        return true;
    }
    file.close();
    sendFile(file.fileName().toStdString());
    return true;
}

void FileController::capture() {
    if (const auto reason = whyNotCapture(); !reason.isEmpty()) {
        Q_EMIT failed(reason);
        return;
    }
    if (capturing_) return;
    capturing_ = true;
    Q_EMIT changed();
    capture_->capture().then(owner_, [this](core::Result<std::filesystem::path> file) {
        capturing_ = false;
        Q_EMIT changed();
        if (file) {
            dropCapture();
            captured_ = *file;
            Q_EMIT changed();
        } else if (file.error().code != core::ErrorCode::Cancelled) {
            Q_EMIT failed(toQt(file.error().sentence()));
        }
    });
}

QUrl FileController::captured() const {
    if (captured_.empty()) return {};
    const auto path = QUrl::toPercentEncoding(toQt(captured_.string()));
    return QUrl(QStringLiteral("image://picture/") + QString::fromLatin1(path));
}

void FileController::sendCapture() {
    if (captured_.empty()) return;
    sendFile(std::exchange(captured_, {}));
    Q_EMIT changed();
}

void FileController::dropCapture() {
    if (captured_.empty()) return;
    QFile::remove(toQt(std::exchange(captured_, {}).string()));
    Q_EMIT changed();
}

void FileController::accept(qint64 message) {
    if (client_.files() != nullptr) client_.files()->accept(message);
}
void FileController::decline(qint64 message) {
    if (client_.files() != nullptr) client_.files()->decline(message);
}
void FileController::cancel(qint64 message) {
    if (client_.files() != nullptr) client_.files()->cancel(message);
}
void FileController::retry(qint64 message) {
    if (client_.files() != nullptr) client_.files()->retry(message);
}

QString FileController::pathOf(qint64 id) const {
    const auto* message = chat_.messages()->message(id);
    return message == nullptr || !message->attachment ? QString() : toQt(message->attachment->path);
}

void FileController::open(qint64 message) {
    const QFileInfo file(pathOf(message));
    if (!file.isFile()) {
        Q_EMIT failed(tr("The file is no longer there."));
    } else if (!mayOpen(file)) {
        showFolder(message);
    } else {
        opener_(QUrl::fromLocalFile(file.absoluteFilePath()));
    }
}

void FileController::showFolder(qint64 message) {
    const QFileInfo file(pathOf(message));
    if (!file.filePath().isEmpty()) opener_(QUrl::fromLocalFile(file.absolutePath()));
}

}  // namespace sidetone::desktop
