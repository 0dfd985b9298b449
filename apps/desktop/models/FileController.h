// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

#include "host/FileChooser.h"
#include "host/ScreenCapture.h"
#include "models/ChatController.h"
#include "models/Opener.h"

namespace sidetone::desktop {

/// Files of the open conversation: sending them in all ways, and what can be done with those that
/// came (FILE-01 to FILE-06).
class FileController final : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with Desktop")
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed)
    Q_PROPERTY(QString whyNotDirect READ whyNotDirect NOTIFY changed)
    Q_PROPERTY(QString whyNotCapture READ whyNotCapture NOTIFY changed)
    Q_PROPERTY(bool capturing READ capturing NOTIFY changed)
    Q_PROPERTY(QUrl captured READ captured NOTIFY changed)
public:
    FileController(client::Client& client, ChatController& chat, Opener opener,
                   QObject* parent = nullptr);

    /// Who takes pictures of the screen; null: nobody can.
    void setCapture(ScreenCapture* capture);
    /// Who asks for files; null: they are dropped or pasted.
    void setChooser(FileChooser* chooser) { chooser_ = chooser; }
    /// Why no file can be sent there, as a sentence; empty: it can be tried.
    [[nodiscard]] QString whyNot() const;
    /// Why none can go straight to the other side's device (FILE-03).
    [[nodiscard]] QString whyNotDirect() const;
    [[nodiscard]] QString whyNotCapture() const;
    [[nodiscard]] bool capturing() const { return capturing_; }

    /// The picture of the screen that waits to be sent, for an Image; empty: there is none.
    [[nodiscard]] QUrl captured() const;

    Q_INVOKABLE void send(const QList<QUrl>& files);
    /// Asks the person for files and sends them.
    Q_INVOKABLE void choose();
    /// The same, straight to the other side's device and by no server.
    Q_INVOKABLE void chooseDirect();
    /// Sends the picture or the files on the clipboard; false where there are none.
    Q_INVOKABLE bool paste();
    /// Takes a picture of the screen, which then waits to be sent.
    Q_INVOKABLE void capture();
    Q_INVOKABLE void sendCapture();
    /// Removes it.
    Q_INVOKABLE void dropCapture();
    Q_INVOKABLE void accept(qint64 message);
    Q_INVOKABLE void decline(qint64 message);
    Q_INVOKABLE void cancel(qint64 message);
    Q_INVOKABLE void retry(qint64 message);
    /// Opens the file in its own program.
    Q_INVOKABLE void open(qint64 message);
    /// Opens the folder that holds it.
    Q_INVOKABLE void showFolder(qint64 message);

Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);

private:
    enum class Way { AsPreferred, Direct };
    void chooseFor(Way way);
    void sendFile(const std::filesystem::path& file, Way way = Way::AsPreferred);
    [[nodiscard]] QString pathOf(qint64 message) const;

    client::Client& client_;
    ChatController& chat_;
    Opener opener_;
    ScreenCapture* capture_ = nullptr;
    FileChooser* chooser_ = nullptr;
    bool capturing_ = false;
    std::filesystem::path captured_;
    core::Owner owner_;
};

}  // namespace sidetone::desktop
