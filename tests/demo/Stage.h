// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <memory>

#include "core/Result.h"

namespace sidetone::demo {

/// Where the demo plays: an office with real servers, and a display. Both end with the stage.
class Stage {
public:
    /// `folder` is emptied first, `people` are in the office and in everybody's contact list.
    /// Errors say what could not be brought up.
    static core::Result<std::unique_ptr<Stage>> build(const QString& folder,
                                                      const QString& programs, int people = 50);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;

    /// For the programs of the stage: name server, authorities, display.
    [[nodiscard]] const QProcessEnvironment& environment() const { return environment_; }
    [[nodiscard]] QString folder() const { return folder_; }
    [[nodiscard]] QString programs() const { return programs_; }
    [[nodiscard]] bool hasRealDisplay() const { return hasRealDisplay_; }
    /// What `sidetone-office start` printed.
    [[nodiscard]] QString officeText() const { return officeText_; }
    /// Address, number and password file of a demo user: 1 is Anna, 2 is Ben.
    [[nodiscard]] QString user(int index) const;
    [[nodiscard]] QString number(int index) const;
    [[nodiscard]] QString passwordFile(int index) const;

private:
    Stage(QString folder, QString programs);
    core::Status startOffice(int people);
    core::Status readOfficeEnvironment();
    core::Status startDisplay();
    core::Result<QString> office(const QStringList& arguments, int milliseconds);

    QString folder_;
    QString programs_;
    QProcessEnvironment environment_ = QProcessEnvironment::systemEnvironment();
    QString officeText_;
    bool hasRealDisplay_ = false;
    bool officeIsUp_ = false;
    std::unique_ptr<QProcess> display_;
};

}  // namespace sidetone::demo
