// Generated from the contract by `npm run contract`.
export interface paths {
    "/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an account
         * @description Answers the same whether or not the address has an account; the mail tells its owner.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the account of a registration
         * @description With the token of the mail, which is good once, for 24 hours.
         */
        post: operations["verifyEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/resend-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mail the link of a registration again */
        post: operations["resendVerification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in
         * @description Send the `deviceToken` of an earlier answer along: failures of others then never block this device. Where the account has a second factor the answer is a challenge, which is good for two minutes, five tries and this device.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/challenges/{challengeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a challenge with a code of the second factor
         * @description From the device and network that signed in. Takes the six digits of the authenticator, each good once, or a recovery code.
         */
        post: operations["answerChallenge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens
         * @description Each refresh token is good once. One that is repeated within ten seconds, its successor unused, is forgiven; any other repetition ends the session.
         */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out
         * @description Ends the session of the refresh token; its access tokens are refused from then on.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm who is signed in
         * @description With the password, or where there is a second factor with a code of it. Marks the session for ten minutes, as a sign-in does; the same access token goes on. What needs it answers 403 `step-up-required` before.
         */
        post: operations["stepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/forgot-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mail a link for a new password
         * @description Answers the same whether or not the address has an account.
         */
        post: operations["forgotPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/reset-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set a new password
         * @description With the token of the mail, which is good once, for 30 minutes. Ends every session.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password
         * @description Ends all other sessions.
         */
        put: operations["changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List your second factors */
        get: operations["listSecondFactors"];
        put?: never;
        /**
         * Set up a second factor
         * @description Put the secret into an authenticator (TOTP, RFC 6238) and confirm with a code of it within the hour.
         */
        post: operations["addSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factors/{secondFactorId}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm a second factor
         * @description From now on each sign-in asks for a code. Answers the recovery codes, shown this once, and ends all other sessions.
         */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/second-factors/{secondFactorId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a second factor
         * @description With its recovery codes. Ends all other sessions.
         */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read your profile */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change your profile
         * @description E-mail and date of birth are shown, not changed here. An empty change says that the details are right.
         */
        patch: operations["changeProfile"];
        trace?: never;
    };
    "/v1/me/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what was changed in your profile, the newest first */
        get: operations["listProfileChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List where you are signed in */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** Sign out on all other devices */
        delete: operations["endOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/sessions/{sessionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Sign out on one device */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/login-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List attempts to sign in to your account
         * @description Of the last 30 days, newest first.
         */
        get: operations["listOwnLoginAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/login-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List attempts to sign in to members' accounts
         * @description Of the last 30 days, newest first.
         */
        get: operations["listLoginAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/login-attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List attempts to sign in to any account, and to none
         * @description Of the last 30 days, newest first.
         */
        get: operations["listAllLoginAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/security-incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that somebody else uses your account
         * @description Ends all your sessions, this one included, and demands a new password: a link to set one is mailed. The technicians are told.
         */
        post: operations["reportSecurityIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/security-alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what technicians were told of
         * @description Of the last year, newest first.
         */
        get: operations["listSecurityAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/blocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List whom blocks keep out now
         * @description A wait of less than an hour after failed sign-ins is none of them.
         */
        get: operations["listBlocks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/blocks/{blockId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lift a block at once */
        delete: operations["liftBlock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/links/{purpose}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The page that a mail links to
         * @description HTML with one button that posts the token. Showing it changes nothing.
         */
        get: operations["showLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/email-changes/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an address the login e-mail
         * @description With the token that was mailed to it, which is good once, for 24 hours. The address of before is told, and can undo it for 7 days.
         */
        post: operations["confirmEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/auth/email-changes/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a changed login e-mail back
         * @description With the token that was mailed to the address of before. Ends every session; a new password must be set by the link that is mailed to it.
         */
        post: operations["undoEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that verify access tokens */
        get: operations["getKeySet"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/organisations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the organisations */
        get: operations["listOrganisations"];
        put?: never;
        /** Found an organisation and invite its first administrator */
        post: operations["foundOrganisation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the organisation */
        get: operations["getOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change the organisation */
        patch: operations["changeOrganisation"];
        trace?: never;
    };
    "/v1/organisations/{organisationId}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the settings in force */
        get: operations["getSettings"];
        /**
         * Put settings in force
         * @description What is left out takes its default. Each version stays on record with who made it.
         */
        put: operations["replaceSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/settings/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who changed the settings to what, newest first */
        get: operations["listSettingsVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sites */
        get: operations["listSites"];
        put?: never;
        /** Open a site */
        post: operations["addSite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/sites/{siteId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a site */
        get: operations["getSite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a site */
        patch: operations["changeSite"];
        trace?: never;
    };
    "/v1/organisations/{organisationId}/practitioners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the practitioners, the latest change last */
        get: operations["listPractitioners"];
        put?: never;
        /**
         * Add a practitioner and invite them
         * @description They can be booked at once; the invitation goes to the e-mail address.
         */
        post: operations["addPractitioner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/practitioners/{practitionerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a practitioner */
        get: operations["getPractitioner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a practitioner
         * @description Practitioners change their own profile; sites, state and external id are the administrators’.
         */
        patch: operations["changePractitioner"];
        trace?: never;
    };
    "/v1/organisations/{organisationId}/services": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the services, the latest change last */
        get: operations["listServices"];
        put?: never;
        /** Offer a service */
        post: operations["addService"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/services/{serviceId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a service */
        get: operations["getService"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a service, or take it out of what can be booked */
        patch: operations["changeService"];
        trace?: never;
    };
    "/v1/organisations/{organisationId}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the staff */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/members/{memberId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a member of the staff */
        get: operations["getMember"];
        put?: never;
        post?: never;
        /** Remove a member from the staff */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /** Give a member exactly these roles */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/v1/organisations/{organisationId}/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the invitations, newest first */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody to the staff
         * @description The single-use link goes by mail alone and stands for seven days.
         */
        post: operations["addInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/invitations/{invitationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an invitation */
        get: operations["getInvitation"];
        put?: never;
        post?: never;
        /** Revoke an invitation */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept an invitation and sign in
         * @description Who has an account sends its password, with a second factor its `code` too, and nothing else; who has none makes one with password, names and phone.
         */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what members did, by day
         * @description Of the last 30 days, newest day first: how often members signed in and what they called. Never what patients did, nor what members did as patients.
         */
        get: operations["listUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory/practitioners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find a practitioner */
        get: operations["searchDirectory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory/practitioners/{practitionerId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a listed practitioner's page */
        get: operations["getListedPractitioner"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory/organisations/{organisationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what everybody may know of an organisation */
        get: operations["getPublicOrganisation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the patients, the latest change last */
        get: operations["listPatients"];
        put?: never;
        /** Register a person who was told about it */
        post: operations["registerPatient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find patients by their name, or by their exact e-mail address, phone or national number */
        post: operations["searchPatients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a patient */
        get: operations["getPatient"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change a patient */
        patch: operations["changePatient"];
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what was changed about a patient, with what stood there before, the newest first */
        get: operations["listPatientChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a patient out of use */
        post: operations["deactivatePatient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/restrict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restrict what is done with a patient’s data */
        post: operations["restrictPatient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/unrestrict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a restriction, of which the person is told first */
        post: operations["unrestrictPatient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make two records of one person one */
        post: operations["mergePatients"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/patient-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become the patient whom an organisation registered, or the guardian of one, by the token of its mail */
        post: operations["linkPatient"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List imports, the newest first */
        get: operations["listImports"];
        put?: never;
        /**
         * Send a file of patients or appointments to be imported
         * @description FHIR R4 (`Patient`; `Appointment`, `Encounter`), a resource a line or as a Bundle, or CSV with the columns of the template; at most 100,000 rows, 512 MiB, and 1 MiB a row. References are resolved by `externalId`. A repeat with the same `Idempotency-Key` is told by the length of the file.
         */
        post: operations["addImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the header line of a CSV file to import */
        get: operations["getImportTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how far an import is */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/imports/{importId}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was refused, left out or could not be told, refused rows first */
        get: operations["listImportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/guardians": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the guardians of a child
         * @description Those whose link has ended included.
         */
        get: operations["listGuardians"];
        put?: never;
        /** Invite a guardian of a child */
        post: operations["addGuardian"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/guardians/{guardianId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End a guardian's link */
        delete: operations["endGuardian"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the practitioners to whom a patient is assigned */
        get: operations["listAssignments"];
        put?: never;
        /**
         * Assign a patient to a practitioner
         * @description Where `patientVisibility` is `assigned`, a practitioner reaches the patients whom they have or had an appointment with, registered, or are assigned to.
         */
        post: operations["addAssignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/assignments/{assignmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an assignment back */
        delete: operations["removeAssignment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List break-glasses and requests for one */
        get: operations["listBreakGlasses"];
        put?: never;
        /**
         * Reach a patient in an emergency
         * @description A practitioner reaches the patient at once and until `expiresAt`. An administrator of the platform asks, and reads that patient once an administrator of the organisation has approved it. Everything read meanwhile stands in the access logs with the reason.
         */
        post: operations["startBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/break-glass/{breakGlassId}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the platform read a patient for the minutes asked for */
        post: operations["approveBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/practitioners/{practitionerId}/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the weekly rules */
        get: operations["getAvailability"];
        /**
         * Replace the weekly rules
         * @description On each site's wall clock; `24:00` ends a day, no rule crosses midnight.
         */
        put: operations["replaceAvailability"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/practitioners/{practitionerId}/time-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List time off */
        get: operations["listTimeOff"];
        put?: never;
        /**
         * Take a practitioner off the slots
         * @description Without a site on each site's own wall clock.
         */
        post: operations["addTimeOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/practitioners/{practitionerId}/time-off/{timeOffId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take time off back */
        delete: operations["removeTimeOff"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/practitioners/{practitionerId}/extra-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List extra hours */
        get: operations["listExtraHours"];
        put?: never;
        /** Add hours beyond the weekly rules */
        post: operations["addExtraHours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/practitioners/{practitionerId}/extra-hours/{extraHoursId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take extra hours back */
        delete: operations["removeExtraHours"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the times that can be booked
         * @description Unlisted practitioners included. `from` and `to` are dates in each site's zone or instants, half open, at most 92 days and 50,000 times.
         */
        get: operations["listSlots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/directory/practitioners/{practitionerId}/slots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the times that can be booked with a listed practitioner */
        get: operations["listPractitionerSlots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List appointments
         * @description By start, or by change with `updatedSince`. Without the note, which the single read shows. Dates in `from` and `to` are UTC dates.
         */
        get: operations["listAppointments"];
        put?: never;
        /**
         * Book an appointment
         * @description A person books for themselves and becomes a patient of the organisation by it; staff says for which patient.
         */
        post: operations["bookAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments/{appointmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an appointment */
        get: operations["getAppointment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Correct an appointment */
        patch: operations["correctAppointment"];
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments/{appointmentId}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Move an appointment
         * @description Possible until it starts; a late one is recorded with the rule then in force.
         */
        post: operations["rescheduleAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments/{appointmentId}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an appointment
         * @description Possible until it starts; a late one is recorded with the rule then in force.
         */
        post: operations["cancelAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments/{appointmentId}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that an appointment took place */
        post: operations["completeAppointment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments/{appointmentId}/no-show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record that the patient did not come */
        post: operations["recordNoShow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments/{appointmentId}/settlement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Record the payment */
        put: operations["settleAppointment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/appointments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List my appointments in all organisations
         * @description Latest first. `overlaps` marks a booked appointment that another one of mine overlaps.
         */
        get: operations["listOwnAppointments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/appointments/{appointmentId}/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the mails about an appointment */
        get: operations["listAppointmentNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/audit-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who saw or changed what
         * @description Latest first. Dates in `from` and `to` are UTC dates; `to` itself is not in the range.
         */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/audit-events/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Recompute the chain of the trail
         * @description Finds events that were changed, removed, reordered, added afterwards or cut off at the end. It takes a second for each ten thousand events or so; `npm run audit:verify` does it for all organisations.
         */
        get: operations["verifyAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/access-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who saw or changed my data
         * @description Latest first, in all organisations where I am a patient.
         */
        get: operations["listAccessLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the policies in force, and those to come */
        get: operations["listPublicPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/policies/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read every version that was published, and what each changed */
        get: operations["listPolicyHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the organisation's policies, newest first */
        get: operations["listPolicies"];
        put?: never;
        /**
         * Publish a version of the organisation's policy and tell everybody whom it binds
         * @description With audience `staff` and mode `mustAccept` it is the undertaking of the staff. Versions of one audience and language follow each other; none is ever overwritten.
         */
        post: operations["publishPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the platform's policies, newest first */
        get: operations["listPlatformPolicies"];
        put?: never;
        /** Publish a version of the platform's policy and tell everybody whom it binds */
        post: operations["publishPlatformPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the policies that bind me, and what I accepted */
        get: operations["listOwnPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/policy-acceptances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Accept policies */
        post: operations["acceptPolicies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what I consented to, and the words by which I am asked */
        get: operations["listOwnConsents"];
        /**
         * Give or withdraw consent, purpose by purpose
         * @description Purposes that are left out stay as they are. A withdrawal holds from the next request on; what was decided before stays on record.
         */
        put: operations["decideConsents"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/communication-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what I want to be sent */
        get: operations["getCommunicationPreferences"];
        /**
         * Say what I want to be sent
         * @description What matters for the service arrives all the same. What waits to be sent and is not wanted any more is taken back.
         */
        put: operations["changeCommunicationPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/patients/{patientId}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what a patient consented to */
        get: operations["listPatientConsents"];
        /** Write down what a patient decided on paper, or a guardian for a child */
        put: operations["recordPatientConsents"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/consent-texts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the words by which the organisation asks for consent, newest first */
        get: operations["listConsentTexts"];
        put?: never;
        /** Publish the words of a request for consent */
        post: operations["publishConsentText"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/data-processing-agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of the data-processing agreement */
        get: operations["listAgreementVersions"];
        put?: never;
        /**
         * Publish a version of the data-processing agreement
         * @description From `effectiveFrom` on an organisation that has signed none, and has none of its own, takes no bookings: 409 `agreement-missing`.
         */
        post: operations["publishAgreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-processing-agreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the data-processing agreements and what the organisation has signed */
        get: operations["listAgreements"];
        put?: never;
        /** Sign the data-processing agreement, or name one of your own */
        post: operations["signAgreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take a copy of everything that is held about you
         * @description All organisations and the account, streamed as one JSON document whose JSON Schema `schema` names. Passwords, keys and other credentials are not in it.
         */
        get: operations["getOwnData"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data-imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take your own copy into this account */
        post: operations["addDataImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/export-schema": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the JSON Schema of a copy of personal data */
        get: operations["getExportSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List my requests, the newest first */
        get: operations["listOwnDataRequests"];
        put?: never;
        /**
         * Ask for access, a copy, correction, erasure, restriction, an objection, or who saw your data
         * @description Of one organisation, or of everybody who holds anything: one request with a part for each. Copies are ready at once. An erasure asks for a fresh sign-in and begins after 72 hours, unless it says `expedite`.
         */
        post: operations["fileOwnDataRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data-requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one of my requests: where each part stands, and what happened */
        get: operations["getOwnDataRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data-requests/{requestId}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a request back, wherever nothing was decided and no erasure has begun */
        post: operations["withdrawOwnDataRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/data-requests/{requestId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take the copy that answers a request
         * @description Streamed as one JSON document whose JSON Schema `schema` names, as things stand now. `access`: everything that those who were asked hold. `portability`: what is processed by contract or with consent. `accessLogs`: the trail and the last 30 days of the log of use.
         */
        get: operations["getOwnDataRequestExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what people asked of the organisation, the newest first */
        get: operations["listDataRequests"];
        put?: never;
        /**
         * File what a patient asked for on paper, by phone or at the desk
         * @description Without `identityEvidence` it waits until somebody made sure who asks. What it answers goes to the account of the person or to the address on file, never to whoever files it.
         */
        post: operations["fileDataRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-requests/{requestId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a request with what happened to it */
        get: operations["getDataRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-requests/{requestId}/verify-identity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that it was made sure who asks
         * @description A copy is then ready for the person, an erasure waits for 72 hours more.
         */
        post: operations["verifyDataRequestIdentity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-requests/{requestId}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take more time for an answer, with a reason that the person is told
         * @description Once, within the first period, where the law of the country knows it; it counts from receipt.
         */
        post: operations["extendDataRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-requests/{requestId}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a request; the person is told why, and where to complain */
        post: operations["refuseDataRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-requests/{requestId}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a request in words, once what it asks for was done
         * @description The person reads the words after sign-in. An erasure is answered by its own run.
         */
        post: operations["resolveDataRequest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask an organisation for your right without an account
         * @description Answers the same whether or not anybody is known there. A mail asks to confirm the address, within 24 hours; at most three requests of an address wait for it or for the check of identity.
         */
        post: operations["fileDataRequestPublicly"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/verify-email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the address of a request
         * @description With the token of the mail, which is good once. The request is filed by it; its answer goes to this address only if it is the one on file, else the organisation decides.
         */
        post: operations["verifyDataRequestEmail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how far a request is */
        get: operations["getFollowedDataRequest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{secret}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Take the copy that answers a request
         * @description Only where the confirmed address is the one on file; else the organisation hands the copy over.
         */
        get: operations["getFollowedDataRequestExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw an erasure by the link of its mail
         * @description Without sign-in, until the erasure begins.
         */
        post: operations["undoErasure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/data-requests/{requestId}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look at the proof of who asks
         * @description As long as nobody has decided; it is destroyed then.
         */
        get: operations["getEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/requests/{secret}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send the proof of who asks
         * @description One file, PDF, JPEG or PNG, at most 10 MiB; another one takes its place. What a camera wrote into a picture (where, when, with what) is removed, its pixels stay; a PDF is kept as it is. It is sealed, seen by the organisation’s administrators alone, and destroyed when they have decided.
         */
        post: operations["addEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report something about personal data to an organisation
         * @description An account of somebody who is too young, for instance. The organisation’s contact is told; nobody need say who they are.
         */
        post: operations["reportPrivacy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/privacy-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was reported about personal data, the newest first */
        get: operations["listPrivacyReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/privacy-reports/{reportId}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Note that a report was dealt with */
        post: operations["settlePrivacyReport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/erasure-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what an erasure would take, what keeps it waiting, and what stays by law */
        get: operations["getErasurePreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/certificates/{secret}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a certificate of erasure by the secret of its mail
         * @description It holds nothing personal. Its signature is Ed25519 (RFC 8032) over the canonical JSON (RFC 8785) of `certificate` in UTF-8.
         */
        get: operations["getErasureCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/certificate-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the keys that verify certificates of erasure
         * @description As JSON Web Keys (RFC 8037) and in PEM; keys of earlier years stay.
         */
        get: operations["listCertificateKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/notice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the privacy notice of an organisation, or of the platform
         * @description Made from what is in force. As JSON, HTML or Markdown by `Accept`; in the language asked for, else by `Accept-Language`.
         */
        get: operations["getPrivacyNotice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/processing-activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the record of processing activities */
        get: operations["listProcessingActivities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/processors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read where data is kept and who processes it */
        get: operations["listProcessors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/privacy/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read whom to ask about data, and where to complain */
        get: operations["getPrivacyContacts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/retention/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See what would be gone at a date, and why
         * @description Counts by table if nothing else happens until then; a date means its beginning in UTC. Without `at` what the next sweep takes.
         */
        get: operations["getRetentionPreview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/retention/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the sweeps and what they took, newest first */
        get: operations["listRetentionRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/legal-holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what must stay, in force and lifted, newest first */
        get: operations["listLegalHolds"];
        put?: never;
        /**
         * Keep what is held of a patient, or everything, until the hold is lifted
         * @description Sweeps leave it alone, erasures and the purge of the organisation wait. The words are sealed and in no export.
         */
        post: operations["addLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/legal-holds/{holdId}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lift a hold */
        post: operations["liftLegalHold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/disclosures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List disclosures, the newest first */
        get: operations["listDisclosures"];
        put?: never;
        /**
         * Record what of a patient's data an authority got, and on what ground
         * @description The patient sees it in their copy and access log, unless it is kept from them with a reason until `sealedUntil`.
         */
        post: operations["addDisclosure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/disclosures/{disclosureId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a disclosure */
        get: operations["getDisclosure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/disclosures/{disclosureId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Take what the scope of a disclosure covers, and nothing else */
        get: operations["getDisclosureExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for an archive of everything that the organisation holds
         * @description A job makes it: a tar of NDJSON files, a folder for each table with sealed values open, the files, and `manifest.json` with counts and digests. Keys, credentials and hashes are not in it.
         */
        post: operations["addExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List exports of the organisation, the newest first */
        get: operations["listExports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/exports/{exportId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how far an export is */
        get: operations["getExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/exports/{exportId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Fetch the archive of an export
         * @description For seven days. It is told in the trail, and in the access log of every patient. After an erasure it answers 409 `export-outdated` and is made anew.
         */
        get: operations["getExportArchive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/termination": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See whether and when the organisation leaves, and what holds it */
        get: operations["getTermination"];
        put?: never;
        /**
         * Let the organisation leave
         * @description A grace of 30 days begins, in which everything goes on but bookings beyond its end. Then all that Praxis holds of the organisation is purged, and a signed certificate goes to its administrators. Take an export before: what the law asks to be kept is kept by the organisation from then on.
         */
        post: operations["startTermination"];
        /** Call the termination off */
        delete: operations["cancelTermination"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/ownership-transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See how a change of owner stands */
        get: operations["getOwnershipTransfer"];
        put?: never;
        /**
         * Announce that an organisation gets another owner, and hand it over at a time
         * @description Members and patients are told by mail. At `effectiveFrom` the administrators lose their membership, the new one is invited, and where a policy was named everybody has to accept it.
         */
        post: operations["addOwnershipTransfer"];
        /** Call a change of owner off before its time */
        delete: operations["cancelOwnershipTransfer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/announcements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List announcements, the newest first */
        get: operations["listAnnouncements"];
        put?: never;
        /** Announce an incident or information by mail */
        post: operations["addAnnouncement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/announcements/{announcementId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** See what became of an announcement */
        get: operations["getAnnouncement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the statistics of closed months
         * @description A month is counted once, when it closes; what changes later comes with the next one. `from` and `to` are months, both counted in; without them the last twelve.
         */
        get: operations["getStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/organisations/{organisationId}/billing-rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what the books keep of bookings that are gone, by day
         * @description Of visits that were paid by an invoice, until the bookkeeping date of the law; they lead to no patient and no service. `to` is not counted in.
         */
        get: operations["listBillingRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what the queue holds */
        get: operations["getQueues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/queues/failed/{jobId}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Start a failed job again */
        post: operations["replayFailedJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/platform/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the backups
         * @description One a day, kept seven days, each read back after it was written. None newer than a day: look into the log of the workers.
         */
        get: operations["listBackups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell that the process runs */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whether requests are taken
         * @description 503 while the service starts, shuts down or is cut off from its database. Without the queue it goes on, and jobs wait.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the metrics
         * @description Prometheus' text format. Takes the token of `METRICS_TOKEN`.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what runs here
         * @description The class as medical device and its conformity are the operator's to state.
         */
        get: operations["getAbout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the contract */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/security.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell whom to report a vulnerability to
         * @description RFC 9116.
         */
        get: operations["getSecurityContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every error that can be answered */
        get: operations["listErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/errors/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explain an error */
        get: operations["getError"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Organisation: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "clinic" | "pharmacy";
            /** Format: name */
            name: string;
            /** Format: country */
            country: string;
            /** Format: time-zone */
            timeZone: string;
            /** @enum {string} */
            language: "en" | "sv";
            /** @enum {string} */
            state: "active" | "closed";
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            leavesAt: string | null;
        };
        FoundedOrganisation: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "clinic" | "pharmacy";
            /** Format: name */
            name: string;
            /** Format: country */
            country: string;
            /** Format: time-zone */
            timeZone: string;
            /** @enum {string} */
            language: "en" | "sv";
            /** @enum {string} */
            state: "active" | "closed";
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: date-time */
            leavesAt: string | null;
            /** Format: email */
            adminEmail: string;
        };
        OrganisationSettings: {
            /** Format: period */
            minimumNotice: string;
            /** Format: period */
            bookingHorizon: string;
            /** Format: period */
            lateCancellationWindow: string;
            reminderLeadTimes: string[];
            /** Format: period */
            bookingRetention: string;
            minAccountAge: number;
            languages: ("en" | "sv")[];
            /** Format: email */
            contactEmail: string | null;
            /** Format: phone */
            contactPhone: string | null;
            /** Format: name */
            mailDisplayName: string | null;
            patientFields: {
                /** @enum {string} */
                email: "hidden" | "optional" | "required";
                /** @enum {string} */
                phone: "hidden" | "optional" | "required";
                /** @enum {string} */
                dateOfBirth: "hidden" | "optional" | "required";
                /** @enum {string} */
                address: "hidden" | "optional" | "required";
                /** @enum {string} */
                nationalId: "hidden" | "optional" | "required";
                /** @enum {string} */
                sex: "hidden" | "optional";
                /** @enum {string} */
                town: "hidden" | "optional";
                /** @enum {string} */
                interests: "hidden" | "optional";
                /** @enum {string} */
                socialProfiles: "hidden" | "optional";
                /** @enum {string} */
                religion: "hidden" | "optional";
                /** @enum {string} */
                ethnicity: "hidden" | "optional";
                /** @enum {string} */
                politicalViews: "hidden" | "optional";
            };
            patientReadsPerTenMinutes: number;
            patientReadsPerDay: number;
            /** @enum {string} */
            patientVisibility: "organisation" | "assigned";
            /** Format: period */
            careRelationPeriod: string;
            /** @description How long the log of who saw whose data stays, in years. */
            accessTrailYears: number;
            /** @enum {string} */
            secondFactor: "optional" | "staff";
            /** @enum {string} */
            bookingTraces: "delete" | "statistics" | "kAnonymous";
            /** @description With `kAnonymous`: the fewest visits that a kept number may stand for. */
            statisticsThreshold: number;
            /** @description Whether who did not come owes the price. */
            chargesNoShow: boolean;
            /** @description Whether who cancelled late owes the price. */
            chargesLateCancellation: boolean;
            financialYearEnd: string;
            /** @description The part of the country whose holidays move a deadline, where they differ, such as `BY`. */
            holidayRegion: string | null;
            /** @description Whether the platform may announce anything to patients of the organisation. */
            platformMayWriteToPatients: boolean;
            /** @description Days off of the organisation beside the public holidays that are known. */
            extraHolidays: string[];
        };
        SettingsVersion: {
            version: number;
            settings: {
                /** Format: period */
                minimumNotice?: string;
                /** Format: period */
                bookingHorizon?: string;
                /** Format: period */
                lateCancellationWindow?: string;
                reminderLeadTimes?: string[];
                /** Format: period */
                bookingRetention?: string;
                minAccountAge?: number;
                languages?: ("en" | "sv")[];
                /** Format: email */
                contactEmail?: string | null;
                /** Format: phone */
                contactPhone?: string | null;
                /** Format: name */
                mailDisplayName?: string | null;
                patientFields?: {
                    /** @enum {string} */
                    email: "hidden" | "optional" | "required";
                    /** @enum {string} */
                    phone: "hidden" | "optional" | "required";
                    /** @enum {string} */
                    dateOfBirth: "hidden" | "optional" | "required";
                    /** @enum {string} */
                    address: "hidden" | "optional" | "required";
                    /** @enum {string} */
                    nationalId: "hidden" | "optional" | "required";
                    /** @enum {string} */
                    sex: "hidden" | "optional";
                    /** @enum {string} */
                    town: "hidden" | "optional";
                    /** @enum {string} */
                    interests: "hidden" | "optional";
                    /** @enum {string} */
                    socialProfiles: "hidden" | "optional";
                    /** @enum {string} */
                    religion: "hidden" | "optional";
                    /** @enum {string} */
                    ethnicity: "hidden" | "optional";
                    /** @enum {string} */
                    politicalViews: "hidden" | "optional";
                };
                patientReadsPerTenMinutes?: number;
                patientReadsPerDay?: number;
                /** @enum {string} */
                patientVisibility?: "organisation" | "assigned";
                /** Format: period */
                careRelationPeriod?: string;
                /** @description How long the log of who saw whose data stays, in years. */
                accessTrailYears?: number;
                /** @enum {string} */
                secondFactor?: "optional" | "staff";
                /** @enum {string} */
                bookingTraces?: "delete" | "statistics" | "kAnonymous";
                /** @description With `kAnonymous`: the fewest visits that a kept number may stand for. */
                statisticsThreshold?: number;
                /** @description Whether who did not come owes the price. */
                chargesNoShow?: boolean;
                /** @description Whether who cancelled late owes the price. */
                chargesLateCancellation?: boolean;
                financialYearEnd?: string;
                /** @description The part of the country whose holidays move a deadline, where they differ, such as `BY`. */
                holidayRegion?: string | null;
                /** @description Whether the platform may announce anything to patients of the organisation. */
                platformMayWriteToPatients?: boolean;
                /** @description Days off of the organisation beside the public holidays that are known. */
                extraHolidays?: string[];
            };
            /** Format: uuid */
            changedBy: string;
            /** Format: date-time */
            createdAt: string;
        };
        Guardian: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            patientId: string;
            /** Format: email */
            email: string;
            /** @enum {string} */
            relation: "parent" | "legalGuardian" | "fosterParent";
            identityCheck: {
                /** @enum {string} */
                method: "electronicId" | "identityDocument" | "registerExtract" | "personallyKnown";
                /** Format: date-time */
                checkedAt: string;
                /** Format: uuid */
                checkedBy: string;
            };
            /** @enum {string} */
            state: "invited" | "active" | "ended";
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            acceptedAt: string | null;
            /** Format: date-time */
            endedAt: string | null;
        };
        KeySet: {
            keys: {
                /** @enum {string} */
                kty: "OKP";
                /** @enum {string} */
                crv: "Ed25519";
                x: string;
                kid: string;
                /** @enum {string} */
                use: "sig";
                /** @enum {string} */
                alg: "EdDSA";
            }[];
        };
        OwnLoginAttempt: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            outcome: "succeeded" | "challenged" | "failed" | "blocked" | "refused";
            ip: string;
            device: string | null;
            browser: string | null;
            operatingSystem: string | null;
        };
        LoginAttempt: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            outcome: "succeeded" | "challenged" | "failed" | "blocked" | "refused";
            ip: string;
            device: string | null;
            browser: string | null;
            operatingSystem: string | null;
            /** Format: uuid */
            accountId: string | null;
        };
        SecurityAlert: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            cause: "sign-in-blocked" | "account-under-attack" | "source-under-suspicion" | "source-blocked" | "patients-read-in-volume" | "misuse-reported" | "email-change-undone" | "erasure-incomplete";
            /** @description How often it had happened then: failures, patients. */
            occurrences: number;
            /** Format: uuid */
            accountId: string | null;
            /** Format: uuid */
            organisationId: string | null;
        };
        Block: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            /**
             * @description `signIn`: one address from one place. `account`: one address from unknown devices. `source`: one place. `patientVolume`: an account that read unusually many patients.
             * @enum {string}
             */
            kind: "signIn" | "account" | "source" | "patientVolume";
            /** Format: uuid */
            accountId: string | null;
            /** Format: uuid */
            organisationId: string | null;
            ip: string | null;
            /** Format: date-time */
            expiresAt: string;
        };
        SecurityIncident: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            sessionsEnded: number;
        };
        RecordedProfileChange: {
            /** Format: date-time */
            at: string;
            changes: {
                field: string;
                before: string | null;
                after: string | null;
            }[];
        };
        Member: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            accountId: string;
            /** Format: name */
            firstName: string;
            /** Format: name */
            lastName: string;
            /** Format: email */
            email: string;
            roles: ("org_admin" | "practitioner" | "receptionist")[];
            /** Format: uuid */
            practitionerId: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Invitation: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: email */
            email: string;
            roles: ("org_admin" | "practitioner" | "receptionist")[];
            /** Format: uuid */
            practitionerId: string | null;
            /** @enum {string} */
            language: "en" | "sv";
            /** Format: uuid */
            invitedBy: string | null;
            /** @enum {string} */
            state: "pending" | "accepted" | "revoked" | "expired";
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            acceptedAt: string | null;
            /** Format: date-time */
            revokedAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        Profile: {
            /** Format: uuid */
            id: string;
            /** Format: email */
            email: string;
            /** Format: name */
            firstName: string;
            /** Format: name */
            lastName: string;
            /** Format: phone */
            phone: string | null;
            /** Format: date */
            dateOfBirth: string | null;
            /** @enum {string} */
            locale: "en" | "sv";
            platformAdmin: boolean;
            /** @description Where the person is on the staff. */
            memberships: {
                /** Format: uuid */
                organisationId: string;
                /** Format: name */
                organisationName?: string;
                roles: ("org_admin" | "practitioner" | "receptionist")[];
            }[];
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When you said last that these details are right: by changing them, or by an empty change.
             */
            lastConfirmedAt: string;
        };
        Session: {
            /** Format: uuid */
            id: string;
            device: string | null;
            browser: string | null;
            operatingSystem: string | null;
            ip: string;
            /** @description The one that this request was made in. */
            current: boolean;
            /** Format: date-time */
            authenticatedAt: string;
            /** Format: date-time */
            lastUsedAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            createdAt: string;
        };
        ChallengeAnswer: {
            /** @enum {string} */
            kind: "challenge";
            /** @description Good once, for five tries, and for the device that asked for it. */
            challengeId: string;
            methods: ("totp" | "recoveryCode")[];
            /** Format: date-time */
            expiresAt: string;
        };
        SecondFactor: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "totp";
            /** @enum {string} */
            state: "pending" | "confirmed";
            recoveryCodesLeft: number;
            /** Format: date-time */
            confirmedAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        PendingSecondFactor: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "totp";
            /** @enum {string} */
            state: "pending";
            /** @description In base32, to be typed by hand. */
            secret: string;
            /** @description The same as `otpauth://`, to be shown as a QR code. */
            uri: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: date-time */
            createdAt: string;
        };
        ConfirmedSecondFactor: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "totp";
            /** @enum {string} */
            state: "confirmed";
            /** @description Each good once. Shown this once: keep them where the device is not. */
            recoveryCodes: string[];
            /** Format: date-time */
            confirmedAt: string;
            /** Format: date-time */
            createdAt: string;
        };
        TokensAnswer: {
            /** @enum {string} */
            kind: "tokens";
            /** @description Sent as `Authorization: Bearer`. */
            accessToken: string;
            /** @enum {string} */
            tokenType: "Bearer";
            /** @description Seconds that the access token lives. */
            expiresIn: number;
            refreshToken: string;
            /** @description Names this device: sent along with the next sign-in, its failures are counted apart. */
            deviceToken: string;
            /** @description Companies at which a site must be chosen. */
            pendingChoices: string[];
            /** @description Versions of policies that must be accepted. */
            pendingAcceptances: string[];
        };
        RefreshedTokens: {
            /** @enum {string} */
            kind: "tokens";
            /** @description Sent as `Authorization: Bearer`. */
            accessToken: string;
            /** @enum {string} */
            tokenType: "Bearer";
            /** @description Seconds that the access token lives. */
            expiresIn: number;
            refreshToken: string;
            /** @description Versions of policies that must be accepted. */
            pendingAcceptances: string[];
        };
        Problem: {
            /** @description URL of the cause in the catalogue at `/errors`. */
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description The request id, also in `X-Request-Id`. */
            instance: string;
            errors?: {
                /** @description JSON pointer into what was sent. */
                pointer: string;
                detail: string;
            }[];
            /** @description The next free times, with `slot-taken`. */
            nextFree?: {
                /** Format: date-time */
                startsAt: string;
                /** Format: date-time */
                endsAt: string;
                /** Format: uuid */
                siteId: string;
                timeZone: string;
            }[];
            /** @description With `appointments-affected`. */
            appointmentIds?: string[];
            /**
             * Format: uuid
             * @description With `already-done`: what the first request made. With `request-open`: what is open.
             */
            id?: string;
            /**
             * Format: date-time
             * @description With `answer-too-early`: when it is time.
             */
            from?: string;
            dependencies?: {
                /** @enum {string} */
                database: "ready" | "away";
                /** @enum {string} */
                queue: "ready" | "away";
            };
        };
        AgreementVersion: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            language: "en" | "sv";
            /**
             * Format: note
             * @description Markdown as plain text; Praxis does not render it.
             */
            text: string;
            /** Format: date-time */
            effectiveFrom: string;
            /** Format: date-time */
            publishedAt: string;
        };
        Agreement: {
            /**
             * Format: uuid
             * @description Of the version; of the signature for an agreement of its own.
             */
            id: string;
            /** @enum {string} */
            kind: "standard" | "own";
            /** @enum {string|null} */
            language: "en" | "sv" | null;
            /**
             * Format: note
             * @description Markdown as plain text; Praxis does not render it.
             */
            text: string | null;
            /** Format: name */
            ownAgreementReference: string | null;
            /** Format: date-time */
            effectiveFrom: string | null;
            /** Format: date-time */
            signedAt: string | null;
        };
        Announcement: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "incident" | "information";
            /** @enum {string} */
            audience: "accounts" | "orgAdmins" | "organisation";
            /** Format: uuid */
            addressedOrganisationId: string | null;
            texts: {
                en?: {
                    /** Format: name */
                    title: string;
                    /** Format: note */
                    text: string;
                };
                sv?: {
                    /** Format: name */
                    title: string;
                    /** Format: note */
                    text: string;
                };
            };
            /**
             * @description `completed`: every mail is planned; they go out at a bounded rate.
             * @enum {string}
             */
            state: "queued" | "completed";
            planned: number;
            dropped: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
        };
        ListedAppointment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            practitionerId: string;
            /** Format: uuid */
            serviceId: string;
            /** Format: uuid */
            siteId: string;
            /** Format: uuid */
            patientId: string | null;
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            /** Format: time-zone */
            timeZone: string;
            /** @enum {string} */
            status: "held" | "booked" | "completed" | "noShow" | "cancelled" | "lapsed";
            /** @description It came from another system, when it was over already. */
            imported: boolean;
            /** Format: date-time */
            cancelledAt: string | null;
            /** @enum {string|null} */
            cancelledBy: "patient" | "guardian" | "staff" | null;
            cancelledLate: boolean;
            lateChanges: {
                /** @enum {string} */
                kind: "cancel" | "reschedule";
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                startsAt: string;
                /** Format: period */
                window: string;
            }[];
            price: {
                amount: number;
                currency: string;
            };
            /** @enum {string} */
            payer: "patient" | "organisation";
            confidential: boolean;
            /** Format: date-time */
            settledAt: string | null;
            invoiceNumber: string | null;
            /** Format: name */
            externalId: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Appointment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            practitionerId: string;
            /** Format: uuid */
            serviceId: string;
            /** Format: uuid */
            siteId: string;
            /** Format: uuid */
            patientId: string | null;
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            /** Format: time-zone */
            timeZone: string;
            /** @enum {string} */
            status: "held" | "booked" | "completed" | "noShow" | "cancelled" | "lapsed";
            /** @description It came from another system, when it was over already. */
            imported: boolean;
            /** Format: date-time */
            cancelledAt: string | null;
            /** @enum {string|null} */
            cancelledBy: "patient" | "guardian" | "staff" | null;
            cancelledLate: boolean;
            lateChanges: {
                /** @enum {string} */
                kind: "cancel" | "reschedule";
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                startsAt: string;
                /** Format: period */
                window: string;
            }[];
            price: {
                amount: number;
                currency: string;
            };
            /** @enum {string} */
            payer: "patient" | "organisation";
            confidential: boolean;
            /** Format: date-time */
            settledAt: string | null;
            invoiceNumber: string | null;
            /** Format: name */
            externalId: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: note */
            note: string | null;
        };
        Slot: {
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            /** Format: uuid */
            siteId: string;
            /** Format: time-zone */
            timeZone: string;
            /** Format: uuid */
            practitionerId: string;
        };
        OwnAppointment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            practitionerId: string;
            /** Format: uuid */
            serviceId: string;
            /** Format: uuid */
            siteId: string;
            /** Format: uuid */
            patientId: string | null;
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            /** Format: time-zone */
            timeZone: string;
            /** @enum {string} */
            status: "held" | "booked" | "completed" | "noShow" | "cancelled" | "lapsed";
            /** @description It came from another system, when it was over already. */
            imported: boolean;
            /** Format: date-time */
            cancelledAt: string | null;
            /** @enum {string|null} */
            cancelledBy: "patient" | "guardian" | "staff" | null;
            cancelledLate: boolean;
            lateChanges: {
                /** @enum {string} */
                kind: "cancel" | "reschedule";
                /** Format: date-time */
                at: string;
                /** Format: date-time */
                startsAt: string;
                /** Format: period */
                window: string;
            }[];
            price: {
                amount: number;
                currency: string;
            };
            /** @enum {string} */
            payer: "patient" | "organisation";
            confidential: boolean;
            /** Format: date-time */
            settledAt: string | null;
            invoiceNumber: string | null;
            /** Format: name */
            externalId: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            organisationName: string;
            overlaps: boolean;
        };
        ListedPatient: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: name */
            firstName: string;
            /** Format: name */
            lastName: string;
            /** Format: email */
            email?: string | null;
            /** @description E.164; of somebody imported as it was typed, where that is not possible. */
            phone?: string | null;
            /** Format: date */
            dateOfBirth?: string | null;
            address?: {
                /** Format: name */
                street: string;
                /** Format: name */
                postalCode: string;
                /** Format: name */
                city: string;
                /** Format: country */
                country: string;
            } | null;
            /** @enum {string} */
            locale: "en" | "sv";
            /** Format: name */
            externalId: string | null;
            /** Format: date-time */
            informedAt: string | null;
            /** Format: uuid */
            informedBy: string | null;
            informedNoticeVersion: number | null;
            /** @enum {string} */
            source: "self" | "practitioner" | "receptionist" | "orgAdmin" | "import";
            /** Format: uuid */
            enteredBy: string | null;
            linked: boolean;
            /** @enum {string} */
            state: "active" | "deactivated";
            restricted: boolean;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Patient: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: name */
            firstName: string;
            /** Format: name */
            lastName: string;
            /** Format: email */
            email?: string | null;
            /** @description E.164; of somebody imported as it was typed, where that is not possible. */
            phone?: string | null;
            /** Format: date */
            dateOfBirth?: string | null;
            address?: {
                /** Format: name */
                street: string;
                /** Format: name */
                postalCode: string;
                /** Format: name */
                city: string;
                /** Format: country */
                country: string;
            } | null;
            /** @enum {string} */
            locale: "en" | "sv";
            /** Format: name */
            externalId: string | null;
            /** Format: date-time */
            informedAt: string | null;
            /** Format: uuid */
            informedBy: string | null;
            informedNoticeVersion: number | null;
            /** @enum {string} */
            source: "self" | "practitioner" | "receptionist" | "orgAdmin" | "import";
            /** Format: uuid */
            enteredBy: string | null;
            linked: boolean;
            /** @enum {string} */
            state: "active" | "deactivated";
            restricted: boolean;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /**
             * Format: name
             * @description A national number of the organisation’s country, as typed; answered in its normal form.
             */
            nationalId?: string | null;
            /** @enum {string|null} */
            sex?: "female" | "male" | "other" | null;
            /** Format: name */
            town?: string | null;
            interests?: string[] | null;
            socialProfiles?: {
                /** Format: name */
                network: string;
                /** Format: name */
                profile: string;
            }[] | null;
            /** Format: name */
            religion?: string | null;
            /** Format: name */
            ethnicity?: string | null;
            /** Format: name */
            politicalViews?: string | null;
            recordKept: {
                /** @enum {string} */
                kind: "general" | "minor" | "dental" | "pharmacy" | "imaging" | "occupational";
                /** Format: date */
                lastEntryAt: string;
                /** Format: date */
                endedAt?: string;
            } | null;
            /** Format: date-time */
            restrictedAt: string | null;
            /** Format: date-time */
            restrictionEndsAt: string | null;
            /** Format: note */
            restrictionReason: string | null;
        };
        DeletedPatient: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            deletedAt: string;
        };
        Availability: {
            /** Format: uuid */
            practitionerId: string;
            rules: {
                /** Format: uuid */
                siteId: string;
                weekdays: ("MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU")[];
                /** Format: local-time */
                from: string;
                /** Format: local-time */
                to: string;
                /** Format: date */
                validFrom?: string;
                /** Format: date */
                validTo?: string;
            }[];
            /** @description 0 before the first rules. */
            version: number;
        };
        TimeOff: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            practitionerId: string;
            /** Format: uuid */
            siteId: string | null;
            /** Format: local-date-time */
            from: string;
            /** Format: local-date-time */
            to: string;
            /** Format: note */
            reason: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        ExtraHours: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            practitionerId: string;
            /** Format: uuid */
            siteId: string;
            /** Format: local-date-time */
            from: string;
            /** Format: local-date-time */
            to: string;
            /** Format: date-time */
            createdAt: string;
        };
        Backups: {
            data: {
                /** @description Name in `BACKUP_DIR`; `npm run restore` takes it. */
                file: string;
                /** Format: date-time */
                createdAt: string;
                /**
                 * Format: date-time
                 * @description When it had been read back and compared.
                 */
                checkedAt: string;
                /**
                 * Format: date-time
                 * @description When it is deleted: seven days after it was made.
                 */
                expiresAt: string;
                bytes: number;
                rows: number;
                tables: number;
                /** @description What was taken away behind this place of the ledger is taken away again by a restore. */
                ledgerPosition: number;
            }[];
        };
        BillingRow: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            doneOn: string;
            /** Format: date */
            keptUntil: string;
            /** Format: date */
            settledOn: string;
            price: {
                amount: number;
                currency: string;
            };
            invoiceNumber: string;
            payer: {
                /** @enum {string} */
                kind: "patient" | "organisation";
                name: string | null;
                address: {
                    /** Format: name */
                    street: string;
                    /** Format: name */
                    postalCode: string;
                    /** Format: name */
                    city: string;
                    /** Format: country */
                    country: string;
                } | null;
            };
        };
        Consent: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            purpose: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing";
            granted: boolean;
            /**
             * Format: uuid
             * @description The version of the words that were shown.
             */
            textId: string | null;
            /** @enum {string} */
            source: "self" | "staff" | "guardian";
            /** Format: date-time */
            at: string;
            /** Format: uuid */
            organisationId: string | null;
            /** @description Newest first. */
            history: {
                /** Format: uuid */
                id: string;
                /** @enum {string} */
                purpose: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing";
                granted: boolean;
                /**
                 * Format: uuid
                 * @description The version of the words that were shown.
                 */
                textId: string | null;
                /** @enum {string} */
                source: "self" | "staff" | "guardian";
                /** Format: date-time */
                at: string;
            }[];
        };
        ConsentText: {
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            purpose: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing";
            /** @enum {string} */
            language: "en" | "sv";
            number: number;
            /** Format: note */
            text: string;
            /** Format: date-time */
            publishedAt: string;
        };
        Consents: {
            data: components["schemas"]["Consent"][];
            texts: components["schemas"]["ConsentText"][];
        };
        CommunicationPreferences: {
            /** @description Offers and news. Off: none at all, whatever was consented to. On: from those alone to whom consent was given. */
            marketing: boolean;
            /** @description Reminders of booked appointments. */
            reminders: boolean;
            version: number;
        };
        RequestPart: {
            /** Format: uuid */
            organisationId: string | null;
            /** Format: name */
            name: string;
            contact: {
                /** Format: email */
                email: string | null;
                /** Format: phone */
                phone: string | null;
            };
            /** @enum {string} */
            state: "received" | "identityCheck" | "grace" | "blocked" | "scheduled" | "running" | "verifying" | "failed" | "completed" | "refused" | "withdrawn";
            regime: string;
            /** @description Where the law says until when. */
            rule: string;
            /**
             * Format: date-time
             * @description The end of the last day, by the clock of whoever answers.
             */
            dueAt: string;
            /** Format: date-time */
            extendedAt: string | null;
            /**
             * Format: date-time
             * @description Until when an erasure does not begin.
             */
            graceEndsAt: string | null;
            blockers: {
                /** @enum {string} */
                kind: "unsettled" | "legalHold" | "statutoryRetention";
                /** Format: date */
                until?: string;
                appointmentIds?: string[];
            }[];
            refusal: {
                /** @enum {string} */
                cause: "unfounded" | "excessive" | "rightsOfOthers" | "legalDuty" | "publicInterest" | "legalClaims" | "identityNotProven" | "nothingHeld" | "other";
                /** Format: note */
                reason: string | null;
                /** @description Where it can be complained about; a court can be asked too. */
                authority: {
                    /** Format: name */
                    name: string;
                    url: string;
                } | null;
            } | null;
            /** Format: note */
            answer: string | null;
            /** @description Of a rectification: what is to be another value, or was made one. */
            changes: {
                field: string;
                /** @description What stood there; null before it was changed. */
                before: string | null;
                after: string | null;
                applied: boolean;
            }[];
        };
        OwnRequest: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
            /** @enum {string} */
            object: "all" | "healthRecord";
            purpose: string | null;
            /** Format: note */
            reason: string | null;
            expedite: boolean;
            /**
             * @description The least advanced part's.
             * @enum {string}
             */
            state: "received" | "identityCheck" | "grace" | "blocked" | "scheduled" | "running" | "verifying" | "failed" | "completed" | "refused" | "withdrawn";
            /**
             * Format: date-time
             * @description The earliest of the parts.
             */
            dueAt: string;
            /** @description Whether `…/export` has a copy to take along. */
            exportReady: boolean;
            parts: components["schemas"]["RequestPart"][];
            /** Format: date-time */
            receivedAt: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        OwnRequestDetails: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
            /** @enum {string} */
            object: "all" | "healthRecord";
            purpose: string | null;
            /** Format: note */
            reason: string | null;
            expedite: boolean;
            /**
             * @description The least advanced part's.
             * @enum {string}
             */
            state: "received" | "identityCheck" | "grace" | "blocked" | "scheduled" | "running" | "verifying" | "failed" | "completed" | "refused" | "withdrawn";
            /**
             * Format: date-time
             * @description The earliest of the parts.
             */
            dueAt: string;
            /** @description Whether `…/export` has a copy to take along. */
            exportReady: boolean;
            parts: components["schemas"]["RequestPart"][];
            /** Format: date-time */
            receivedAt: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            timeline: {
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                organisationId: string | null;
                /**
                 * @description What happened.
                 * @enum {string}
                 */
                kind: "received" | "addressVerified" | "identityAsked" | "evidenceReceived" | "identityConfirmed" | "graceBegan" | "extended" | "blocked" | "unblocked" | "scheduled" | "started" | "failed" | "refused" | "withdrawn" | "undone" | "applied" | "completed";
                role: string;
                /** Format: note */
                reason: string | null;
            }[];
        };
        DataRequest: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
            /** @enum {string} */
            object: "all" | "healthRecord";
            purpose: string | null;
            /** @enum {string} */
            state: "received" | "identityCheck" | "grace" | "blocked" | "scheduled" | "running" | "verifying" | "failed" | "completed" | "refused" | "withdrawn";
            /** @enum {string} */
            source: "self" | "staff" | "public";
            /** Format: uuid */
            patientId: string | null;
            /** Format: uuid */
            filedBy: string | null;
            expedite: boolean;
            regime: string;
            /** @description Where the law says until when. */
            rule: string;
            /** Format: date-time */
            receivedAt: string;
            /**
             * Format: date-time
             * @description The end of the last day, by the clock of whoever answers.
             */
            dueAt: string;
            /** Format: date-time */
            extendedAt: string | null;
            identityMethod: string | null;
            /** Format: uuid */
            identityCheckedBy: string | null;
            /** Format: date-time */
            identityCheckedAt: string | null;
            /** Format: date-time */
            graceEndsAt: string | null;
            blockers: {
                /** @enum {string} */
                kind: "unsettled" | "legalHold" | "statutoryRetention";
                /** Format: date */
                until?: string;
                appointmentIds?: string[];
            }[];
            /** Format: date-time */
            closedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        DataRequestDetails: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
            /** @enum {string} */
            object: "all" | "healthRecord";
            purpose: string | null;
            /** @enum {string} */
            state: "received" | "identityCheck" | "grace" | "blocked" | "scheduled" | "running" | "verifying" | "failed" | "completed" | "refused" | "withdrawn";
            /** @enum {string} */
            source: "self" | "staff" | "public";
            /** Format: uuid */
            patientId: string | null;
            /** Format: uuid */
            filedBy: string | null;
            expedite: boolean;
            regime: string;
            /** @description Where the law says until when. */
            rule: string;
            /** Format: date-time */
            receivedAt: string;
            /**
             * Format: date-time
             * @description The end of the last day, by the clock of whoever answers.
             */
            dueAt: string;
            /** Format: date-time */
            extendedAt: string | null;
            identityMethod: string | null;
            /** Format: uuid */
            identityCheckedBy: string | null;
            /** Format: date-time */
            identityCheckedAt: string | null;
            /** Format: date-time */
            graceEndsAt: string | null;
            blockers: {
                /** @enum {string} */
                kind: "unsettled" | "legalHold" | "statutoryRetention";
                /** Format: date */
                until?: string;
                appointmentIds?: string[];
            }[];
            /** Format: date-time */
            closedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
            /** Format: note */
            reason: string | null;
            requester: {
                /** Format: name */
                firstName: string | null;
                /** Format: name */
                lastName: string | null;
                /** Format: date */
                dateOfBirth: string | null;
            } | null;
            refusal: {
                /** @enum {string} */
                cause: "unfounded" | "excessive" | "rightsOfOthers" | "legalDuty" | "publicInterest" | "legalClaims" | "identityNotProven" | "nothingHeld" | "other";
                /** Format: note */
                reason: string | null;
                /** @description Where it can be complained about; a court can be asked too. */
                authority: {
                    /** Format: name */
                    name: string;
                    url: string;
                } | null;
            } | null;
            /** Format: note */
            answer: string | null;
            /** @description Of a rectification: what is to be another value, or was made one. */
            changes: {
                field: string;
                /** @description What stood there; null before it was changed. */
                before: string | null;
                after: string | null;
                applied: boolean;
            }[];
            timeline: {
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                organisationId: string | null;
                /**
                 * @description What happened.
                 * @enum {string}
                 */
                kind: "received" | "addressVerified" | "identityAsked" | "evidenceReceived" | "identityConfirmed" | "graceBegan" | "extended" | "blocked" | "unblocked" | "scheduled" | "started" | "failed" | "refused" | "withdrawn" | "undone" | "applied" | "completed";
                role: string;
                /** Format: note */
                reason: string | null;
            }[];
        };
        PrivacyReport: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "underAge" | "misuse" | "breach" | "other";
            /** Format: note */
            text: string;
            /** Format: email */
            email: string | null;
            /** Format: date-time */
            settledAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        ListedPractitioner: {
            /** Format: uuid */
            id: string;
            organisation: {
                /** Format: uuid */
                id: string;
                /** Format: name */
                name: string;
            };
            /** Format: name */
            firstName: string;
            /** Format: name */
            lastName: string;
            /** Format: name */
            title: string;
            specialties: string[];
            languages: string[];
            sites: {
                /** Format: uuid */
                id: string;
                /** Format: name */
                name: string;
                /** Format: time-zone */
                timeZone: string;
                /** Format: name */
                street: string;
                /** Format: name */
                postalCode: string;
                /** Format: name */
                city: string;
                /** Format: country */
                country: string;
            }[];
            services: {
                /** Format: uuid */
                id: string;
                /** Format: name */
                name: string;
                /** Format: duration */
                duration: string;
                price: {
                    amount: number;
                    currency: string;
                };
                /** @enum {string} */
                payer: "patient" | "organisation";
            }[];
        };
        PublicOrganisation: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "clinic" | "pharmacy";
            /** Format: name */
            name: string;
            /** Format: country */
            country: string;
            /** Format: time-zone */
            timeZone: string;
            languages: ("en" | "sv")[];
            /** Format: period */
            lateCancellationWindow: string;
            /** Format: email */
            contactEmail: string | null;
            /** Format: phone */
            contactPhone: string | null;
        };
        OrganisationExport: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /**
             * @description Of `completed` the archive can be fetched until `expiresAt`.
             * @enum {string}
             */
            state: "queued" | "running" | "completed" | "failed" | "expired";
            /** Format: uuid */
            requestedBy: string;
            /** Format: date-time */
            snapshotAt: string | null;
            rows: number | null;
            bytes: number | null;
            sha256: string | null;
            /** @description Why it failed, as a code. */
            failure: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
        };
        QueuedExport: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "queued";
        };
        Import: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** @enum {string} */
            kind: "patients" | "appointments";
            /** @enum {string} */
            state: "queued" | "running" | "completed" | "failed";
            /** @description Everything was tried and nothing stored. */
            dryRun: boolean;
            /** @enum {string} */
            onError: "abort" | "skip";
            /** @enum {string} */
            contentType: "application/fhir+ndjson" | "application/fhir+json" | "text/csv";
            /** Format: uuid */
            serviceId: string | null;
            /** Format: date-time */
            informedAt: string | null;
            /** @description `agedOut`: older than bookings are kept, counted in the statistics alone. `ignored`: rows of which something, or all, was left out. With a dry run, or where a failed row aborted it: what would have become of them. */
            rows: {
                total: number;
                created: number;
                updated: number;
                unchanged: number;
                agedOut: number;
                ignored: number;
                failed: number;
            };
            /** @description `rows-refused`: nothing was stored, see the errors. `too-many-rows`: more than 100,000. `file-gone`, `not-readable`, `gave-up`: send it again. */
            failure: string | null;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            startedAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
        };
        QueuedImport: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "queued";
        };
        ImportFinding: {
            /** @description Line of the file, or number of the entry of a Bundle. */
            line: number;
            /**
             * @description `error`: the row was refused. `ignored`: an element, or all of the row, is not stored. `noAddress`: the person has no e-mail address and was told nothing by mail.
             * @enum {string}
             */
            kind: "error" | "noAddress" | "ignored";
            /** @description RFC 6901, into the resource or the columns. */
            pointer: string;
            detail: string;
        };
        LegalHold: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /**
             * Format: uuid
             * @description Null: everything that the organisation holds.
             */
            patientId: string | null;
            /** Format: note */
            reason: string;
            /** Format: uuid */
            placedBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            liftedBy: string | null;
            /** Format: date-time */
            liftedAt: string | null;
            /** Format: note */
            liftReason: string | null;
        };
        Notification: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "appointmentConfirmation" | "appointmentChange" | "appointmentCancellation" | "appointmentReminder";
            /** @description How long before the start a reminder goes out. */
            leadTime: string | null;
            /**
             * @description `withdrawn`: not sent, as it would tell what is not so any more.
             * @enum {string}
             */
            state: "planned" | "sent" | "failed" | "withdrawn";
            /** Format: date-time */
            dueAt: string;
            /** Format: date-time */
            sentAt: string | null;
            /** @description Why it was not sent, as a code. With `planned`: why the last try failed. */
            failure: string | null;
        };
        Practitioner: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: email */
            email?: string;
            /** Format: name */
            firstName: string;
            /** Format: name */
            lastName: string;
            /** Format: name */
            title: string;
            /** Format: phone */
            phone?: string | null;
            specialties: string[];
            languages: string[];
            siteIds: string[];
            listed: boolean;
            /** @enum {string} */
            state: "active" | "deactivated";
            /** Format: name */
            externalId: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Service: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: name */
            name: string;
            /** Format: duration */
            duration: string;
            /** Format: duration */
            slotStep: string | null;
            /** Format: duration */
            bufferBefore: string | null;
            /** Format: duration */
            bufferAfter: string | null;
            price: {
                amount: number;
                currency: string;
            };
            /** @enum {string} */
            payer: "patient" | "organisation";
            confidential: boolean;
            practitionerIds: string[];
            /** @enum {string} */
            state: "active" | "deactivated";
            /** Format: name */
            externalId: string | null;
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        Site: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: name */
            name: string;
            /** Format: time-zone */
            timeZone: string;
            address: {
                /** Format: name */
                street: string;
                /** Format: name */
                postalCode: string;
                /** Format: name */
                city: string;
                /** Format: country */
                country: string;
            };
            version: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            updatedAt: string;
        };
        OwnershipTransfer: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** @enum {string} */
            state: "announced" | "completed" | "cancelled";
            /** Format: name */
            newControllerName: string;
            /** Format: uuid */
            policyVersionId: string | null;
            /** Format: date-time */
            effectiveFrom: string;
            /**
             * Format: date-time
             * @description When the mails to members and patients were planned.
             */
            toldAt: string | null;
            /** Format: date-time */
            cancelledAt: string | null;
            /** Format: date-time */
            completedAt: string | null;
            /** Format: date-time */
            createdAt: string;
        };
        Assignment: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            patientId: string;
            /** Format: uuid */
            practitionerId: string;
            /** Format: uuid */
            enteredBy: string;
            /** Format: date-time */
            createdAt: string;
        };
        BreakGlass: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            patientId: string;
            /** @enum {string} */
            role: "practitioner" | "platform";
            /** Format: uuid */
            requestedBy: string;
            /** Format: note */
            reason: string;
            minutes: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            approvedBy: string | null;
            /** Format: date-time */
            approvedAt: string | null;
            /** Format: date-time */
            expiresAt: string | null;
        };
        RecordedPatientChange: {
            /** Format: date-time */
            at: string;
            role: string;
            changes: {
                field: string;
                before: string | null;
                after: string | null;
            }[];
        };
        PolicyVersion: {
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            id: string;
            number: number;
            /** @enum {string} */
            audience: "patients" | "staff";
            /** @enum {string} */
            mode: "notify" | "mustAccept";
            /** @enum {string} */
            language: "en" | "sv";
            /**
             * Format: note
             * @description Markdown as plain text; Praxis does not render it.
             */
            text: string;
            /** Format: date-time */
            effectiveFrom: string;
            /** Format: date-time */
            lastEdited: string;
        };
        PolicyHistoryEntry: {
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            id: string;
            number: number;
            /** @enum {string} */
            audience: "patients" | "staff";
            /** @enum {string} */
            mode: "notify" | "mustAccept";
            /** @enum {string} */
            language: "en" | "sv";
            /**
             * Format: note
             * @description Markdown as plain text; Praxis does not render it.
             */
            text: string;
            /** Format: date-time */
            effectiveFrom: string;
            /** Format: date-time */
            lastEdited: string;
            /** @enum {string} */
            state: "upcoming" | "inForce" | "superseded";
            /** @description From which line on the text differs from the version before: what stood there, and what stands there now. Null for the first version and for the same text. */
            changed: {
                line: number;
                removed: string[];
                added: string[];
            } | null;
        };
        OwnPolicy: {
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            id: string;
            number: number;
            /** @enum {string} */
            audience: "patients" | "staff";
            /** @enum {string} */
            mode: "notify" | "mustAccept";
            /** @enum {string} */
            language: "en" | "sv";
            /**
             * Format: note
             * @description Markdown as plain text; Praxis does not render it.
             */
            text: string;
            /** Format: date-time */
            effectiveFrom: string;
            /** Format: date-time */
            lastEdited: string;
            /** Format: name */
            organisationName: string | null;
            /** @enum {string} */
            state: "pending" | "accepted" | "inForce" | "upcoming";
            acceptance: {
                /** @enum {string} */
                how: "explicit" | "implied";
                /** @enum {string} */
                source: "registration" | "booking" | "account" | "use";
                /** Format: date-time */
                at: string;
            } | null;
        };
        Acceptances: {
            data: {
                /** Format: uuid */
                organisationId: string;
                /** Format: uuid */
                versionId: string;
                /** @enum {string} */
                how: "explicit" | "implied";
                /** @enum {string} */
                source: "registration" | "booking" | "account" | "use";
                /** Format: date-time */
                at: string;
            }[];
            pendingAcceptances: string[];
        };
        Notice: {
            /** @enum {string} */
            language: "en" | "sv" | "nl" | "fr" | "az";
            title: string;
            edition: string;
            version: number | null;
            /** Format: date-time */
            effectiveFrom: string | null;
            /** @description SHA-256 of what it states, also its ETag. */
            sha256: string;
            controller: {
                /** Format: uuid */
                organisationId: string | null;
                name: string;
                /** Format: country */
                country: string | null;
                /** Format: email */
                email: string | null;
                phone: string | null;
            };
            held: {
                name: string;
                categories: string[];
                purposes: string[];
                bases: string[];
                recipients: string[];
                retention: {
                    /** @enum {string} */
                    kind: "asLongAsSubject" | "asLongAsOrganisation" | "untilColumn" | "period" | "setting" | "always";
                    /** @description ISO 8601 duration, with `period` and `setting`. */
                    period: string | null;
                };
                encrypted: boolean;
                exported: boolean;
            }[];
            sections: {
                title: string;
                text: string[];
                table: {
                    columns: string[];
                    rows: string[][];
                } | null;
            }[];
        };
        ProcessingActivities: {
            controller: {
                /** Format: uuid */
                organisationId: string | null;
                name: string;
                /** Format: country */
                country: string | null;
                /** Format: email */
                email: string | null;
                phone: string | null;
            };
            operator: {
                name: string;
                email: string | null;
                phone: string | null;
                address: string | null;
                dataProtectionOfficer: {
                    name: string | null;
                    email: string;
                } | null;
            };
            activities: {
                purpose: string;
                data: string[];
                categories: string[];
                bases: string[];
                recipients: string[];
                retention: {
                    name: string;
                    /** @enum {string} */
                    kind: "asLongAsSubject" | "asLongAsOrganisation" | "untilColumn" | "period" | "setting" | "always";
                    /** @description ISO 8601 duration, with `period` and `setting`. */
                    period: string | null;
                }[];
            }[];
            security: string[];
            /** @description Processors to whom data leaves the country. */
            transfers: {
                name: string;
                service: "hosting" | "support" | "statistics";
                purpose: string;
                country: string;
                region: string | null;
                part: "mail" | null;
                fields: string[];
                subProcessorOf: string | null;
                transfer: {
                    country: string;
                    basis: string;
                    authorisation: {
                        authority: string;
                        number: string | null;
                        state: "pending" | "granted" | "refused";
                    } | null;
                } | null;
            }[];
        };
        Processors: {
            operator: {
                name: string;
                email: string | null;
                phone: string | null;
                address: string | null;
                dataProtectionOfficer: {
                    name: string | null;
                    email: string;
                } | null;
            };
            regions: {
                country: string;
                place: string;
                holds: string;
            }[];
            processors: {
                name: string;
                service: "hosting" | "support" | "statistics";
                purpose: string;
                country: string;
                region: string | null;
                part: "mail" | null;
                fields: string[];
                subProcessorOf: string | null;
                transfer: {
                    country: string;
                    basis: string;
                    authorisation: {
                        authority: string;
                        number: string | null;
                        state: "pending" | "granted" | "refused";
                    } | null;
                } | null;
            }[];
        };
        PrivacyContacts: {
            controller: {
                /** Format: uuid */
                organisationId: string | null;
                name: string;
                /** Format: country */
                country: string | null;
                /** Format: email */
                email: string | null;
                phone: string | null;
            };
            operator: {
                name: string;
                email: string | null;
                phone: string | null;
                address: string | null;
                dataProtectionOfficer: {
                    name: string | null;
                    email: string;
                } | null;
            };
            authority: {
                name: string;
                url: string;
            } | null;
        };
        RetentionRun: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            finishedAt: string | null;
            registerVersion: string;
            tables: {
                table: string;
                /** @description How many rows went. */
                rows: number;
                /** @description How many a legal hold kept although their time was over. */
                held: number;
            }[];
        };
        RetentionPreview: {
            /** Format: date-time */
            at: string;
            data: {
                table: string;
                /** @description What would be gone. */
                rows: number;
                /** @description What a legal hold would keep although its time is over. */
                held: number;
                rule: {
                    /** @enum {string} */
                    kind: "period" | "setting" | "untilColumn" | "law";
                    period: string | null;
                    source: string | null;
                };
            }[];
            holds: {
                /** Format: uuid */
                id: string;
                /** Format: uuid */
                patientId: string | null;
                /** Format: date-time */
                createdAt: string;
            }[];
        };
        Statistics: {
            /** @description The last month that is counted. */
            closedUntil: string | null;
            threshold: number;
            months: {
                month: string;
                /** @description Null where it stands for fewer visits than the threshold. */
                total: {
                    visits: number;
                    completed: number;
                    noShow: number;
                    cancelledLate: number;
                    settled: {
                        currency: string;
                        amount: number;
                    }[];
                } | null;
                data: {
                    /** Format: uuid */
                    practitionerId: string | null;
                    /** Format: uuid */
                    serviceId: string | null;
                    /** @description Null where they stand for fewer visits than the threshold, or would tell of a cell that does. */
                    counts: {
                        visits: number;
                        completed: number;
                        noShow: number;
                        cancelledLate: number;
                        settled: {
                            currency: string;
                            amount: number;
                        }[];
                    } | null;
                }[];
            }[];
            /** @description What `kAnonymous` kept: each number stands for enough visits. */
            anonymous: {
                /** @enum {string} */
                span: "week" | "month" | "quarter" | "year";
                /** Format: date */
                startsOn: string;
                /** @enum {string} */
                unit: "practitioner" | "site" | "organisation";
                /** Format: uuid */
                unitId: string | null;
                visits: number | null;
                completed: number | null;
                noShow: number | null;
            }[];
        };
        Termination: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /**
             * @description `grace`: everything goes on, and it can be called off. `held`: a legal hold keeps everything beyond the end of the grace.
             * @enum {string}
             */
            state: "grace" | "held" | "purging" | "cancelled";
            /** Format: date-time */
            graceEndsAt: string;
            reason: string | null;
            blockers: {
                /** @enum {string} */
                kind: "legalHold";
                count: number;
            }[];
            /**
             * Format: uuid
             * @description An archive that can be fetched now; null: take one before the grace ends.
             */
            exportId: string | null;
            /** @description What is left to the organisation, which stays the controller of what it takes along: health records and accounts are to be kept by it for as long as the law asks. */
            duties: ("takeExport" | "keepHealthRecords" | "keepAccounts")[];
            /** Format: uuid */
            requestedBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            cancelledAt: string | null;
        };
        HeldData: {
            account?: {
                /** Format: uuid */
                id?: string;
                /** @description Null where there is nothing, or its key is destroyed. */
                profile?: {
                    email?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    firstName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    lastName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    phone?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    dateOfBirth?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** @enum {string} */
                locale?: "en" | "sv";
                platformAdmin?: boolean;
                /** @enum {string} */
                state?: "active" | "deactivated";
                /** Format: uuid */
                erasureRequestId?: string | null;
                /** Format: date-time */
                passwordResetDemandedAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                updatedAt?: string;
                /** Format: date-time */
                confirmedAt?: string | null;
            }[];
            sessions?: {
                device?: string | null;
                browser?: string | null;
                operatingSystem?: string | null;
                ip?: string;
                /** Format: date-time */
                authenticatedAt?: string;
                /** Format: date-time */
                lastUsedAt?: string;
                /** Format: date-time */
                expiresAt?: string;
                /** Format: date-time */
                revokedAt?: string | null;
                revokedBecause?: string | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            sessionRenewals?: {
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                usedAt?: string | null;
            }[];
            knownDevices?: {
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                lastUsedAt?: string;
            }[];
            loginAttempts?: {
                /** Format: date-time */
                at?: string;
                /** @enum {string} */
                outcome?: "succeeded" | "challenged" | "failed" | "blocked" | "refused";
                ip?: string;
                device?: string | null;
                browser?: string | null;
                operatingSystem?: string | null;
            }[];
            securityAlerts?: {
                /** Format: date-time */
                at?: string;
                /** @enum {string} */
                cause?: "sign-in-blocked" | "account-under-attack" | "source-under-suspicion" | "source-blocked" | "patients-read-in-volume" | "misuse-reported" | "email-change-undone" | "erasure-incomplete";
                occurrences?: number;
                /** Format: uuid */
                organisationId?: string | null;
            }[];
            blocks?: {
                /** Format: date-time */
                at?: string;
                /** @enum {string} */
                kind?: "signIn" | "account" | "source" | "patientVolume";
                /** Format: uuid */
                organisationId?: string | null;
                ip?: string | null;
                /** Format: date-time */
                expiresAt?: string;
                /** Format: date-time */
                liftedAt?: string | null;
            }[];
            securityIncidents?: {
                /** Format: date-time */
                at?: string;
                /** @description Null where there is nothing, or its key is destroyed. */
                report?: {
                    description?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
            }[];
            secondFactors?: {
                /** @enum {string} */
                kind?: "totp";
                /** Format: date-time */
                confirmedAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            recoveryCodes?: {
                /** Format: date-time */
                usedAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            settingsChanged?: {
                version?: number;
                /** Format: date-time */
                createdAt?: string;
            }[];
            practitioner?: {
                /** Format: uuid */
                practitionerId?: string;
                /** Format: name */
                firstName?: string;
                /** Format: name */
                lastName?: string;
                /** Format: name */
                title?: string;
                specialties?: string[];
                languages?: string[];
                listed?: boolean;
                /** @enum {string} */
                state?: "active" | "deactivated";
                /** @description Null where there is nothing, or its key is destroyed. */
                contact?: {
                    email?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    phone?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            }[];
            practitionerSites?: {
                /** Format: uuid */
                siteId?: string;
            }[];
            practitionerServices?: {
                /** Format: uuid */
                serviceId?: string;
            }[];
            memberships?: {
                roles?: ("org_admin" | "practitioner" | "receptionist")[];
                /** @description Null where there is nothing, or its key is destroyed. */
                name?: {
                    firstName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    lastName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    email?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** @enum {string} */
                state?: "active" | "removed";
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            }[];
            invitations?: {
                roles?: ("org_admin" | "practitioner" | "receptionist")[];
                /** @description Null where there is nothing, or its key is destroyed. */
                email?: {
                    email?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                acceptedAt?: string | null;
                /** Format: date-time */
                revokedAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            mailedLinks?: {
                /** @enum {string} */
                purpose?: "verifyEmail" | "resetPassword" | "invitation" | "patientLink" | "emailChange" | "emailChangeUndo" | "requestAddress" | "undoErasure";
                /** Format: date-time */
                usedAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            publishedProfile?: {
                /** Format: country */
                country?: string;
                cities?: string[];
                specialties?: string[];
                languages?: string[];
                serviceNames?: string[];
                profile?: {
                    /** Format: uuid */
                    id: string;
                    organisation: {
                        /** Format: uuid */
                        id: string;
                        /** Format: name */
                        name: string;
                    };
                    /** Format: name */
                    firstName: string;
                    /** Format: name */
                    lastName: string;
                    /** Format: name */
                    title: string;
                    specialties: string[];
                    languages: string[];
                    sites: {
                        /** Format: uuid */
                        id: string;
                        /** Format: name */
                        name: string;
                        /** Format: time-zone */
                        timeZone: string;
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    }[];
                    services: {
                        /** Format: uuid */
                        id: string;
                        /** Format: name */
                        name: string;
                        /** Format: duration */
                        duration: string;
                        price: {
                            amount: number;
                            currency: string;
                        };
                        /** @enum {string} */
                        payer: "patient" | "organisation";
                    }[];
                };
                searchText?: string;
            }[];
            patient?: {
                /** Format: uuid */
                patientId?: string;
                /** @description Null where there is nothing, or its key is destroyed. */
                identity?: {
                    firstName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    lastName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    dateOfBirth?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    nationalId?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** @description Null where there is nothing, or its key is destroyed. */
                contact?: {
                    email?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    phone?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    address?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    sex?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    town?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    interests?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    socialProfiles?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    restrictionReason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** @description Null where there is nothing, or its key is destroyed. */
                special?: {
                    religion?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    ethnicity?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    politicalViews?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** @enum {string} */
                locale?: "en" | "sv";
                /** @enum {string} */
                source?: "self" | "practitioner" | "receptionist" | "orgAdmin" | "import";
                /** Format: uuid */
                enteredBy?: string | null;
                /** Format: date-time */
                informedAt?: string | null;
                /** Format: uuid */
                informedBy?: string | null;
                informedNoticeVersion?: number | null;
                /** Format: name */
                externalId?: string | null;
                /** @enum {string} */
                state?: "active" | "deactivated";
                recordKept?: {
                    /** @enum {string} */
                    kind: "general" | "minor" | "dental" | "pharmacy" | "imaging" | "occupational";
                    /** Format: date */
                    lastEntryAt: string;
                    /** Format: date */
                    endedAt?: string;
                } | null;
                /** Format: uuid */
                erasureRequestId?: string | null;
                /** Format: date-time */
                restrictedAt?: string | null;
                /** Format: date-time */
                restrictionEndsAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            }[];
            guardians?: {
                /** Format: uuid */
                patientId?: string;
                /** @description Null where there is nothing, or its key is destroyed. */
                guardian?: {
                    email?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    relation?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    method?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    checkedAt?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** @enum {string} */
                state?: "invited" | "active" | "ended";
                /** Format: uuid */
                enteredBy?: string;
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                acceptedAt?: string | null;
                /** Format: date-time */
                endedAt?: string | null;
            }[];
            assignments?: {
                /** Format: uuid */
                patientId?: string;
                /** Format: uuid */
                practitionerId?: string;
                /** Format: date-time */
                createdAt?: string;
            }[];
            breakGlass?: {
                /** Format: uuid */
                patientId?: string;
                /** @enum {string} */
                role?: "practitioner" | "platform";
                /** @description Null where there is nothing, or its key is destroyed. */
                reason?: {
                    reason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                minutes?: number;
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                approvedAt?: string | null;
                /** Format: date-time */
                expiresAt?: string | null;
            }[];
            availability?: {
                rules?: {
                    /** Format: uuid */
                    siteId: string;
                    weekdays: ("MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU")[];
                    /** Format: local-time */
                    from: string;
                    /** Format: local-time */
                    to: string;
                    /** Format: date */
                    validFrom?: string;
                    /** Format: date */
                    validTo?: string;
                }[];
            }[];
            timeOff?: {
                /** Format: local-date-time */
                from?: string;
                /** Format: local-date-time */
                until?: string;
                /** Format: uuid */
                siteId?: string | null;
                /** @description Null where there is nothing, or its key is destroyed. */
                reason?: {
                    reason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
            }[];
            extraHours?: {
                /** Format: local-date-time */
                from?: string;
                /** Format: local-date-time */
                until?: string;
                /** Format: uuid */
                siteId?: string;
            }[];
            appointments?: {
                /** Format: uuid */
                practitionerId?: string;
                /** Format: uuid */
                serviceId?: string;
                /** Format: uuid */
                siteId?: string;
                /** Format: uuid */
                patientId?: string | null;
                /** Format: date-time */
                startsAt?: string;
                /** Format: date-time */
                endsAt?: string;
                /** Format: date-time */
                busyFrom?: string;
                /** Format: date-time */
                busyUntil?: string;
                /** Format: time-zone */
                timeZone?: string;
                /** @enum {string} */
                status?: "held" | "booked" | "completed" | "noShow" | "cancelled" | "lapsed";
                /** Format: date-time */
                expiresAt?: string | null;
                imported?: boolean;
                priceAmount?: number;
                priceCurrency?: string;
                /** @enum {string} */
                payer?: "patient" | "organisation";
                confidential?: boolean;
                /** Format: date-time */
                settledAt?: string | null;
                invoiceNumber?: string | null;
                /** Format: date-time */
                cancelledAt?: string | null;
                /** @enum {string|null} */
                cancelledBy?: "patient" | "guardian" | "staff" | null;
                cancelledLate?: boolean;
                lateChanges?: {
                    /** @enum {string} */
                    kind: "cancel" | "reschedule";
                    /** Format: date-time */
                    at: string;
                    /** Format: date-time */
                    startsAt: string;
                    /** Format: period */
                    window: string;
                }[];
                leftOutOfStatistics?: boolean;
                /** @description Null where there is nothing, or its key is destroyed. */
                texts?: {
                    note?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    cancellationReason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: name */
                externalId?: string | null;
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            }[];
            imports?: {
                /** Format: uuid */
                enteredBy?: string;
                /** Format: date-time */
                createdAt?: string;
            }[];
            mails?: {
                /** @enum {string} */
                kind?: "verifyEmail" | "registrationForExistingAccount" | "resetPassword" | "passwordChanged" | "sessionAlert" | "secondFactorAdded" | "secondFactorRemoved" | "recoveryCodeUsed" | "securityAlert" | "misuseReported" | "requestAddress" | "privacyReported" | "emailChangeRequested" | "emailChanged" | "emailChangeUndone" | "invitation" | "patientRegistered" | "guardianInvited" | "breakGlassUsed" | "breakGlassRequested" | "restrictionLifted" | "appointmentConfirmation" | "appointmentChange" | "appointmentCancellation" | "appointmentReminder" | "policyPublished" | "policyToAccept" | "noticeChanged" | "requestReceived" | "requestGrace" | "requestIdentityAsked" | "requestIdentityConfirmed" | "requestExtended" | "requestRefused" | "requestBlocked" | "requestWithdrawn" | "requestResolved" | "requestDue" | "requestErased" | "organisationLeaving" | "organisationStays" | "organisationPurged" | "ownershipTransferAnnounced" | "ownershipTransferCancelled" | "incidentAnnounced" | "informationAnnounced";
                leadTime?: string;
                /** @enum {string} */
                language?: "en" | "sv";
                /** Format: date-time */
                dueAt?: string;
                /** @enum {string} */
                state?: "planned" | "sent" | "failed" | "withdrawn";
                failure?: string | null;
                /** Format: date-time */
                sentAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            accessLog?: {
                /** Format: date-time */
                at?: string;
                action?: string;
                resource?: string;
                role?: string;
                ground?: string;
                detail?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                    /** Format: name */
                    street: string;
                    /** Format: name */
                    postalCode: string;
                    /** Format: name */
                    city: string;
                    /** Format: country */
                    country: string;
                } | {
                    name: string;
                    value: (string | number | boolean | null) | (string | number | boolean | null)[];
                }[];
                /** @enum {string} */
                clientSystem?: "api" | "client" | "worker" | "command";
                /** @enum {string} */
                outcome?: "succeeded" | "refused" | "failed";
                /** @description Null where there is nothing, or its key is destroyed. */
                reason?: {
                    reason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
            }[];
            usage?: {
                /** Format: uuid */
                organisationId?: string;
                /** Format: date-time */
                at?: string;
                /** @enum {string} */
                role?: "staff" | "patient" | "newcomer" | "person" | "platform";
                operation?: string;
                route?: string;
                fields?: string[];
                status?: number;
                device?: string | null;
                browser?: string | null;
                operatingSystem?: string | null;
            }[];
            heldUsage?: {
                /** Format: uuid */
                organisationId?: string;
                /** Format: date-time */
                at?: string;
                /** @enum {string} */
                role?: "staff" | "patient" | "newcomer" | "person" | "platform";
                operation?: string;
                route?: string;
                fields?: string[];
                status?: number;
                device?: string | null;
                browser?: string | null;
                operatingSystem?: string | null;
            }[];
            repeatableRequests?: {
                operation?: string;
                /** Format: date-time */
                createdAt?: string;
            }[];
            policyAcceptances?: {
                /** Format: uuid */
                versionId?: string;
                /** @enum {string} */
                how?: "explicit" | "implied";
                /** @enum {string} */
                source?: "registration" | "booking" | "account" | "use";
                ip?: string;
                /** Format: date-time */
                at?: string;
            }[];
            consents?: {
                /** @enum {string} */
                purpose?: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing";
                granted?: boolean;
                /** Format: uuid */
                textId?: string | null;
                /** @enum {string} */
                source?: "self" | "staff" | "guardian";
                /** @description Null where there is nothing, or its key is destroyed. */
                guardian?: {
                    guardianName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    check?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                at?: string;
            }[];
            communicationPreferences?: {
                marketing?: boolean;
                reminders?: boolean;
                /** Format: date-time */
                updatedAt?: string;
            }[];
            signedAgreements?: {
                /** Format: date-time */
                signedAt?: string;
            }[];
            dataRequests?: {
                /** Format: uuid */
                id?: string;
                /** @enum {string} */
                kind?: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
                /** @enum {string} */
                object?: "all" | "healthRecord";
                /** @enum {string} */
                state?: "received" | "identityCheck" | "grace" | "blocked" | "scheduled" | "running" | "verifying" | "failed" | "completed" | "refused" | "withdrawn";
                /** @enum {string} */
                source?: "self" | "staff" | "public";
                /** Format: uuid */
                filedBy?: string | null;
                expedite?: boolean;
                purpose?: string | null;
                regime?: string;
                rule?: string;
                /** Format: date-time */
                receivedAt?: string;
                /** Format: date */
                dueOn?: string;
                /** Format: date-time */
                extendedAt?: string | null;
                identityMethod?: string | null;
                /** Format: uuid */
                identityCheckedBy?: string | null;
                /** Format: date-time */
                identityCheckedAt?: string | null;
                /** Format: date-time */
                graceEndsAt?: string | null;
                blockers?: {
                    /** @enum {string} */
                    kind: "unsettled" | "legalHold" | "statutoryRetention";
                    /** Format: date */
                    until?: string;
                    appointmentIds?: string[];
                }[];
                /** @description Null where there is nothing, or its key is destroyed. */
                contents?: {
                    email?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    firstName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    lastName?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    dateOfBirth?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    language?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    secret?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    reason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    answer?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    refusal?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    extension?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    changes?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    identifiers?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                closedAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
                /** Format: date-time */
                updatedAt?: string;
            }[];
            dataRequestEvents?: {
                /** Format: uuid */
                requestId?: string;
                kind?: string;
                role?: string;
                /** @description Null where there is nothing, or its key is destroyed. */
                contents?: {
                    reason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            objections?: {
                /** @enum {string} */
                purpose?: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing" | "reminders" | "statistics";
                /** Format: date-time */
                endedAt?: string | null;
                /** Format: date-time */
                at?: string;
            }[];
            emailChanges?: {
                /** Format: uuid */
                id?: string;
                /** Format: uuid */
                requestId?: string | null;
                /** @description Null where there is nothing, or its key is destroyed. */
                addresses?: {
                    before?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    after?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                confirmedAt?: string | null;
                /** Format: date-time */
                undoneAt?: string | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
            profileChanges?: {
                /** @description Null where there is nothing, or its key is destroyed. */
                contents?: {
                    changes?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                at?: string;
            }[];
            patientChanges?: {
                /** Format: uuid */
                changedBy?: string | null;
                role?: string;
                /** @description Null where there is nothing, or its key is destroyed. */
                contents?: {
                    changes?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                at?: string;
            }[];
            exportsRequested?: {
                /** Format: uuid */
                id?: string;
                /** @enum {string} */
                state?: "queued" | "running" | "completed" | "failed";
                /** Format: date-time */
                createdAt?: string;
            }[];
            disclosures?: {
                /** Format: uuid */
                id?: string;
                kinds?: string[];
                /** Format: date */
                periodFrom?: string | null;
                /** Format: date */
                periodTo?: string | null;
                /** Format: date-time */
                disclosedAt?: string;
                /** Format: date-time */
                sealedUntil?: string | null;
                /** @description Null where there is nothing, or its key is destroyed. */
                contents?: {
                    authority?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    legalBasis?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    whatWentOut?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                    sealReason?: (string | number | boolean | null) | (string | number | boolean | null)[] | {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | {
                        name: string;
                        value: (string | number | boolean | null) | (string | number | boolean | null)[];
                    }[];
                } | null;
                /** Format: date-time */
                createdAt?: string;
            }[];
        };
        DataExport: {
            /** @description Where the JSON Schema of this document is. */
            schema: string;
            /** @enum {string} */
            format: "praxis-data-export-1";
            /** Format: date-time */
            exportedAt: string;
            /** @description One for each organisation that holds anything; `organisationId` null is the account itself. */
            parts: {
                /** Format: uuid */
                organisationId: string | null;
                /** Format: name */
                name: string;
                contact: {
                    /** Format: email */
                    email: string | null;
                    /** Format: phone */
                    phone: string | null;
                };
                data: components["schemas"]["HeldData"];
            }[];
        };
        DataImported: {
            profile: ("firstName" | "lastName" | "phone" | "locale")[];
            patient: ("phone" | "address" | "locale")[];
        };
        Disclosure: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            organisationId: string;
            /** Format: uuid */
            patientId: string;
            /** Format: name */
            authority: string;
            /** Format: name */
            legalBasis: string;
            scope: {
                kinds: string[];
                /** Format: date */
                from: string | null;
                /** Format: date */
                to: string | null;
            };
            /** Format: note */
            whatWentOut: string;
            /** Format: uuid */
            recordedBy: string;
            /** Format: uuid */
            approvedBy: string;
            /** Format: date-time */
            disclosedAt: string;
            /** Format: date-time */
            sealedUntil: string | null;
            /** Format: note */
            sealReason: string | null;
            shownToPatient: boolean;
            /** Format: date-time */
            createdAt: string;
        };
        DisclosedData: {
            /** Format: uuid */
            disclosureId: string;
            /** Format: uuid */
            patientId: string;
            kinds: string[];
            /** Format: date */
            from: string | null;
            /** Format: date */
            to: string | null;
            /** Format: date-time */
            exportedAt: string;
            shownToPatient: boolean;
            data: components["schemas"]["HeldData"];
        };
        ErasureCertificate: {
            /** @enum {string} */
            format: "praxis-erasure-certificate-1";
            /** Format: uuid */
            requestId: string;
            controller: {
                /** Format: uuid */
                organisationId: string | null;
                name: string | null;
                contact: {
                    email: string | null;
                    phone: string | null;
                };
            };
            /** @enum {string} */
            scope: "account" | "organisation";
            regime: string;
            rule: string;
            /** Format: date-time */
            receivedAt: string;
            /** Format: date-time */
            erasedAt: string;
            /** Format: date-time */
            verifiedAt: string;
            rows: {
                table: string;
                rows: number;
            }[];
            kept: {
                table: string;
                columns: string[];
                reason: string;
            }[];
            recipients: {
                name: string;
                purpose: string;
                country: string | null;
            }[];
            register: string;
            /** Format: date-time */
            backupsClearBy: string;
            notes: string[];
        };
        SignedErasureCertificate: {
            certificate: components["schemas"]["ErasureCertificate"];
            signature: {
                /** @enum {string} */
                algorithm: "Ed25519";
                /** Format: uuid */
                keyId: string;
                publicKey: {
                    /** @enum {string} */
                    kty: "OKP";
                    /** @enum {string} */
                    crv: "Ed25519";
                    x: string;
                };
                value: string;
            };
        };
        CertificateKeys: {
            keys: {
                /** @enum {string} */
                kty: "OKP";
                /** @enum {string} */
                crv: "Ed25519";
                x: string;
                /** Format: uuid */
                kid: string;
                /** @enum {string} */
                use: "sig";
                /** @enum {string} */
                alg: "EdDSA";
                pem: string;
                fingerprint: string;
            }[];
        };
        ErasurePreview: {
            parts: {
                /** Format: uuid */
                organisationId: string | null;
                name: string;
                contact: {
                    email: string | null;
                    phone: string | null;
                };
                goes: {
                    name: string;
                    rows: number;
                }[];
                stays: {
                    name: string;
                    rows: number;
                    reason: string;
                }[];
                blockers: {
                    /** @enum {string} */
                    kind: "unsettled" | "legalHold" | "statutoryRetention";
                    /** Format: date */
                    until?: string;
                    appointmentIds?: string[];
                }[];
                /** Format: date-time */
                earliestAt: string | null;
            }[];
        };
        MemberUsage: {
            /**
             * Format: date
             * @description By the organisation's own clock.
             */
            day: string;
            /** Format: uuid */
            accountId: string;
            /** Format: uuid */
            memberId: string | null;
            signIns: number;
            requests: {
                operation: string;
                count: number;
            }[];
            /** Format: date-time */
            firstAt: string;
            /** Format: date-time */
            lastAt: string;
        };
        ErrorDescription: {
            /** @description As in the problem document. */
            type: string;
            code: string;
            status: number;
            title: string;
            description: string;
        };
        Readiness: {
            /** @enum {string} */
            status: "ready";
            dependencies: {
                /** @enum {string} */
                database: "ready" | "away";
                /** @enum {string} */
                queue: "ready" | "away";
            };
        };
        Queues: {
            /** @enum {string} */
            backend: "redis" | "postgres";
            counts: {
                waiting: number;
                active: number;
                delayed: number;
                failed: number;
            };
            /** @description The latest 100. */
            failed: {
                id: string;
                name: string;
                /** Format: uuid */
                organisationId: string | null;
                /** Format: uuid */
                subjectId: string | null;
                /** @description Why, at the last try. */
                code: string;
                attempts: number;
                /** Format: date-time */
                failedAt: string;
            }[];
        };
        AuditEvent: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            action: "read" | "searchHit" | "create" | "change" | "delete" | "link" | "unlink" | "export" | "print" | "share" | "breakGlass" | "unblock" | "signIn" | "signOut" | "security";
            resource: string;
            resourceIds: string[];
            /**
             * Format: uuid
             * @description Whose data it was, where it was one person.
             */
            patientId: string | null;
            /** @description Everybody whose data was shown or changed. */
            patientIds: string[];
            /**
             * Format: uuid
             * @description Who did it.
             */
            accountId: string | null;
            /** @description The role in which it was done; several with commas. */
            role: string;
            ground: string;
            /** Format: uuid */
            onBehalfOf: string | null;
            /** Format: uuid */
            unitId: string | null;
            /** @enum {string} */
            clientSystem: "api" | "client" | "worker" | "command";
            /** @enum {string} */
            outcome: "succeeded" | "refused" | "failed";
            /** @description Names of the fields that changed. */
            fields: string[];
            /** Format: note */
            reason: string | null;
            requestId: string | null;
        };
        TrailVerdict: {
            /** @enum {string} */
            state: "intact" | "broken";
            /** @description Events whose place and hash were recomputed. */
            events: number;
            /** @description Events of the last minute that have no place yet. */
            waiting: number;
            checkpoints: number;
            lastCheckpoint: {
                position: number;
                /** Format: date-time */
                at: string;
                /** @description SHA-256 of the chain there. */
                digest: string;
                /** Format: uuid */
                keyId: string;
                /** @description Ed25519, base64url. */
                signature: string;
            } | null;
            /** @description The first thing that is wrong. */
            fault: {
                /** @enum {string} */
                kind: "changed" | "removed" | "cut" | "inserted" | "unsealed" | "unsigned";
                position: number | null;
                /** Format: uuid */
                eventId: string | null;
            } | null;
        };
        AccessLogEntry: {
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            action: "read" | "searchHit" | "create" | "change" | "delete" | "link" | "unlink" | "export" | "print" | "share" | "breakGlass" | "unblock" | "signIn" | "signOut" | "security";
            resource: string;
            /** Format: uuid */
            organisationId: string;
            actor: {
                /** @description The role in which it was done; several with commas. */
                role: string;
                /**
                 * Format: name
                 * @description Where the country of the organisation has people told by name.
                 */
                name?: string;
            };
            ground: string;
            /** Format: note */
            reason?: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com",
                 *       "password": "orange-harbour-lantern-42",
                 *       "firstName": "Anna",
                 *       "lastName": "Lindqvist",
                 *       "phone": "+46 70 174 06 05",
                 *       "dateOfBirth": "1984-05-12",
                 *       "locale": "sv",
                 *       "acceptedPolicies": []
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    /** Format: name */
                    firstName: string;
                    /** Format: name */
                    lastName: string;
                    /** Format: phone */
                    phone: string;
                    /** Format: date */
                    dateOfBirth: string;
                    /** @enum {string} */
                    locale: "en" | "sv";
                    /** @description Versions of the published policies; may be empty. */
                    acceptedPolicies?: string[];
                };
            };
        };
        responses: {
            /** @description Taken. What comes of it is told by mail. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `below-minimum-age`: Below the minimum age. `weak-password`: The password is too easy to guess. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Too busy just now. `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Taken. What comes of it is told by mail. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com",
                 *       "password": "orange-harbour-lantern-42"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    deviceToken?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"] | components["schemas"]["ChallengeAnswer"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-credentials`: E-mail or password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-blocked`: Too many failed sign-ins. `account-blocked`: The account is blocked for now. `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Too busy just now. `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerChallenge: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                challengeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "287082"
                 *     }
                 */
                "application/json": {
                    code: string;
                    deviceToken?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid. `invalid-code`: The code is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-blocked`: Too many failed sign-ins. `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshedTokens"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "refreshToken": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "orange-harbour-lantern-42"
                 *     }
                 */
                "application/json": {
                    password?: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        authenticatedAt: string;
                        /** Format: date-time */
                        expiresAt: string;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in. `invalid-credentials`: E-mail or password is wrong. `invalid-code`: The code is wrong. `second-factor-code-required`: The code of the second factor is needed */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-blocked`: Too many failed sign-ins. `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Too busy just now. `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgotPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "anna@example.com"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Taken. What comes of it is told by mail. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y",
                 *       "password": "orange-harbour-lantern-42"
                 *     }
                 */
                "application/json": {
                    token: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `weak-password`: The password is too easy to guess */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Too busy just now. `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "orange-harbour-lantern-42",
                 *       "newPassword": "lantern-meadow-copper-77"
                 *     }
                 */
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in. `invalid-credentials`: E-mail or password is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `weak-password`: The password is too easy to guess */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-blocked`: Too many failed sign-ins. `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Too busy just now. `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSecondFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SecondFactor"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "totp"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind?: "totp";
                } | null;
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingSecondFactor"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-done`: The first request was carried out. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                secondFactorId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "287082"
                 *     }
                 */
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedSecondFactor"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in. `invalid-code`: The code is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-done`: The first request was carried out. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secondFactorId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `password-too-short`: The password is too short without a second factor */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "+46 70 174 06 05",
                 *       "locale": "sv"
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    firstName?: string;
                    /** Format: name */
                    lastName?: string;
                    /** Format: phone */
                    phone?: string;
                    /** @enum {string} */
                    locale?: "en" | "sv";
                    /** @description Shown, not changed here: sending it answers 422 `immutable`. */
                    email?: string;
                    /** @description Shown, not changed here: sending it answers 422 `immutable`. */
                    dateOfBirth?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `immutable`: This cannot be changed here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProfileChanges: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RecordedProfileChange"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Session"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sessionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnLoginAttempts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OwnLoginAttempt"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLoginAttempts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LoginAttempt"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAllLoginAttempts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LoginAttempt"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportSecurityIncident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "description": "I found a session from a city where I have never been."
                 *     }
                 */
                "application/json": {
                    /** Format: note */
                    description?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityIncident"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSecurityAlerts: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SecurityAlert"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBlocks: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Block"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftBlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                blockId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showLink: {
        parameters: {
            query?: {
                token?: string;
            };
            header?: never;
            path: {
                purpose: "verify-email" | "reset-password" | "invitation" | "patient-link" | "sign-in" | "email-change" | "email-change-undo" | "request-address" | "undo-erasure" | "data-request";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getKeySet: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeySet"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrganisations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Organisation"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    foundOrganisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "clinic",
                 *       "name": "Kliniken vid torget",
                 *       "country": "SE",
                 *       "timeZone": "Europe/Stockholm",
                 *       "language": "sv",
                 *       "adminEmail": "chef@kliniken.example"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "clinic" | "pharmacy";
                    /** Format: name */
                    name: string;
                    /** Format: country */
                    country: string;
                    /** Format: time-zone */
                    timeZone: string;
                    /** @enum {string} */
                    language: "en" | "sv";
                    /** Format: email */
                    adminEmail: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundedOrganisation"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOrganisation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Kliniken vid parken"
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    name?: string;
                    /** Format: time-zone */
                    timeZone?: string;
                    /** @enum {string} */
                    language?: "en" | "sv";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organisation"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationSettings"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "minimumNotice": "PT2H",
                 *       "bookingHorizon": "P6M",
                 *       "lateCancellationWindow": "PT24H",
                 *       "reminderLeadTimes": [
                 *         "P7D",
                 *         "PT24H"
                 *       ],
                 *       "languages": [
                 *         "sv",
                 *         "en"
                 *       ],
                 *       "contactEmail": "hej@kliniken.example",
                 *       "contactPhone": "+46 8 123 456 78",
                 *       "patientFields": {
                 *         "nationalId": "optional",
                 *         "phone": "required"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: period */
                    minimumNotice?: string;
                    /** Format: period */
                    bookingHorizon?: string;
                    /** Format: period */
                    lateCancellationWindow?: string;
                    reminderLeadTimes?: string[];
                    /** Format: period */
                    bookingRetention?: string;
                    minAccountAge?: number;
                    languages?: ("en" | "sv")[];
                    /** Format: email */
                    contactEmail?: string | null;
                    /** Format: phone */
                    contactPhone?: string | null;
                    /** Format: name */
                    mailDisplayName?: string | null;
                    patientFields?: {
                        /** @enum {string} */
                        email?: "hidden" | "optional" | "required";
                        /** @enum {string} */
                        phone?: "hidden" | "optional" | "required";
                        /** @enum {string} */
                        dateOfBirth?: "hidden" | "optional" | "required";
                        /** @enum {string} */
                        address?: "hidden" | "optional" | "required";
                        /** @enum {string} */
                        nationalId?: "hidden" | "optional" | "required";
                        /** @enum {string} */
                        sex?: "hidden" | "optional";
                        /** @enum {string} */
                        town?: "hidden" | "optional";
                        /** @enum {string} */
                        interests?: "hidden" | "optional";
                        /** @enum {string} */
                        socialProfiles?: "hidden" | "optional";
                        /** @enum {string} */
                        religion?: "hidden" | "optional";
                        /** @enum {string} */
                        ethnicity?: "hidden" | "optional";
                        /** @enum {string} */
                        politicalViews?: "hidden" | "optional";
                    };
                    patientReadsPerTenMinutes?: number;
                    patientReadsPerDay?: number;
                    /** @enum {string} */
                    patientVisibility?: "organisation" | "assigned";
                    /** Format: period */
                    careRelationPeriod?: string;
                    /** @description How long the log of who saw whose data stays, in years. */
                    accessTrailYears?: number;
                    /** @enum {string} */
                    secondFactor?: "optional" | "staff";
                    /** @enum {string} */
                    bookingTraces?: "delete" | "statistics" | "kAnonymous";
                    /** @description With `kAnonymous`: the fewest visits that a kept number may stand for. */
                    statisticsThreshold?: number;
                    /** @description Whether who did not come owes the price. */
                    chargesNoShow?: boolean;
                    /** @description Whether who cancelled late owes the price. */
                    chargesLateCancellation?: boolean;
                    financialYearEnd?: string;
                    /** @description The part of the country whose holidays move a deadline, where they differ, such as `BY`. */
                    holidayRegion?: string | null;
                    /** @description Whether the platform may announce anything to patients of the organisation. */
                    platformMayWriteToPatients?: boolean;
                    /** @description Days off of the organisation beside the public holidays that are known. */
                    extraHolidays?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationSettings"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSettingsVersions: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["SettingsVersion"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSites: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Site"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Södermalm",
                 *       "timeZone": "Europe/Stockholm",
                 *       "address": {
                 *         "street": "Götgatan 1",
                 *         "postalCode": "116 20",
                 *         "city": "Stockholm",
                 *         "country": "SE"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    name: string;
                    /** Format: time-zone */
                    timeZone: string;
                    address: {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSite: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                siteId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                siteId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Södermalm Syd"
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    name?: string;
                    /** Format: time-zone */
                    timeZone?: string;
                    address?: {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPractitioners: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Ask from a minute before the newest change that you have seen: a change counts from the start of its transaction. */
                updatedSince?: string;
                state?: "active" | "deactivated";
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Practitioner"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPractitioner: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "leyla@kliniken.example",
                 *       "firstName": "Leyla",
                 *       "lastName": "Əliyeva",
                 *       "title": "Legitimerad fysioterapeut",
                 *       "phone": "+46 70 123 45 67",
                 *       "specialties": [
                 *         "Fysioterapi"
                 *       ],
                 *       "languages": [
                 *         "sv",
                 *         "az"
                 *       ],
                 *       "siteIds": [],
                 *       "listed": true
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** Format: name */
                    firstName: string;
                    /** Format: name */
                    lastName: string;
                    /** Format: name */
                    title: string;
                    /** Format: phone */
                    phone: string;
                    specialties?: string[];
                    languages?: string[];
                    siteIds?: string[];
                    listed?: boolean;
                    /** Format: name */
                    externalId?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Practitioner"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPractitioner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Practitioner"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePractitioner: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Specialist i ortopedisk manuell terapi"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email?: string;
                    /** Format: name */
                    firstName?: string;
                    /** Format: name */
                    lastName?: string;
                    /** Format: name */
                    title?: string;
                    /** Format: phone */
                    phone?: string;
                    specialties?: string[];
                    languages?: string[];
                    siteIds?: string[];
                    listed?: boolean;
                    /** Format: name */
                    externalId?: string | null;
                    /** @enum {string} */
                    state?: "active" | "deactivated";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Practitioner"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this. `immutable`: This cannot be changed here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listServices: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Ask from a minute before the newest change that you have seen: a change counts from the start of its transaction. */
                updatedSince?: string;
                state?: "active" | "deactivated";
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Service"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addService: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Första besök",
                 *       "duration": "PT30M",
                 *       "slotStep": "PT15M",
                 *       "price": {
                 *         "amount": 45000,
                 *         "currency": "SEK"
                 *       },
                 *       "payer": "patient",
                 *       "practitionerIds": []
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    name: string;
                    /** Format: duration */
                    duration: string;
                    /** Format: duration */
                    slotStep?: string | null;
                    /** Format: duration */
                    bufferBefore?: string | null;
                    /** Format: duration */
                    bufferAfter?: string | null;
                    price: {
                        amount: number;
                        currency: string;
                    };
                    /** @enum {string} */
                    payer?: "patient" | "organisation";
                    confidential?: boolean;
                    practitionerIds?: string[];
                    /** Format: name */
                    externalId?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getService: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                serviceId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeService: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                serviceId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "price": {
                 *         "amount": 50000,
                 *         "currency": "SEK"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    name?: string;
                    /** Format: duration */
                    duration?: string;
                    /** Format: duration */
                    slotStep?: string | null;
                    /** Format: duration */
                    bufferBefore?: string | null;
                    /** Format: duration */
                    bufferAfter?: string | null;
                    price?: {
                        amount: number;
                        currency: string;
                    };
                    /** @enum {string} */
                    payer?: "patient" | "organisation";
                    confidential?: boolean;
                    practitionerIds?: string[];
                    /** Format: name */
                    externalId?: string | null;
                    /** @enum {string} */
                    state?: "active" | "deactivated";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Service"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Member"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-org-admin`: The last administrator must stay */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                memberId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "roles": [
                 *         "receptionist"
                 *       ]
                 *     }
                 */
                "application/json": {
                    roles: ("org_admin" | "practitioner" | "receptionist")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last-org-admin`: The last administrator must stay */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInvitations: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Invitation"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "reception@kliniken.example",
                 *       "roles": [
                 *         "receptionist"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    roles: ("org_admin" | "practitioner" | "receptionist")[];
                    /** Format: uuid */
                    practitionerId?: string;
                    /** @enum {string} */
                    language?: "en" | "sv";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                invitationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: The present state refuses this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y",
                 *       "password": "orange-harbour-lantern-42",
                 *       "firstName": "Leyla",
                 *       "lastName": "Əliyeva",
                 *       "phone": "+46 70 123 45 67"
                 *     }
                 */
                "application/json": {
                    token: string;
                    password: string;
                    /** Format: name */
                    firstName?: string;
                    /** Format: name */
                    lastName?: string;
                    /** Format: phone */
                    phone?: string;
                    deviceToken?: string;
                    code?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokensAnswer"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid. `invalid-credentials`: E-mail or password is wrong. `second-factor-code-required`: The code of the second factor is needed. `invalid-code`: The code is wrong */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already-linked`: Already linked. `already-exists`: It exists already. `conflict`: The present state refuses this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `weak-password`: The password is too easy to guess. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `sign-in-blocked`: Too many failed sign-ins. `account-blocked`: The account is blocked for now. `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `overloaded`: Too busy just now. `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsage: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["MemberUsage"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchDirectory: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Words of name, title, specialty, service, city or organisation; all must be there, misspelt a little or not. */
                query?: string;
                /** @description The whole specialty; capitals and accents do not matter. */
                specialty?: string;
                /** @description The whole name of a city of one of the sites. */
                city?: string;
                country?: string;
                language?: string;
                /** @description Whole words of the name of a service. */
                serviceName?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedPractitioner"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getListedPractitioner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListedPractitioner"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPublicOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicOrganisation"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPatients: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                /** @description Ask from a minute before the newest change that you have seen: a change counts from the start of its transaction. */
                updatedSince?: string;
                state?: "active" | "deactivated";
                /** @description Also, in `deleted`, who is gone since `updatedSince`, of the last 30 days. */
                includeDeleted?: boolean;
                /** @description Whose data is restricted is left out otherwise. */
                includeRestricted?: boolean;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedPatient"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                        deleted?: components["schemas"]["DeletedPatient"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerPatient: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        /** @description The person has been told first: `informedAt` says when and `informedBy` by which member (default: the caller). A phone number without `+` is read as one of the organisation’s country. Which fields are taken and which are needed the setting `patientFields` says. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "firstName": "Leyla",
                 *       "lastName": "Əliyeva",
                 *       "email": "leyla.eliyeva@example.com",
                 *       "phone": "+46701234567",
                 *       "dateOfBirth": "1988-04-09",
                 *       "informedAt": "2026-05-01T08:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    firstName: string;
                    /** Format: name */
                    lastName: string;
                    /** Format: email */
                    email?: string;
                    /** Format: phone */
                    phone?: string;
                    /** Format: date */
                    dateOfBirth?: string;
                    address?: {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    };
                    /**
                     * Format: name
                     * @description A national number of the organisation’s country, as typed; answered in its normal form.
                     */
                    nationalId?: string;
                    /** @enum {string} */
                    sex?: "female" | "male" | "other";
                    /** Format: name */
                    town?: string;
                    interests?: string[];
                    socialProfiles?: {
                        /** Format: name */
                        network: string;
                        /** Format: name */
                        profile: string;
                    }[];
                    /** Format: name */
                    religion?: string;
                    /** Format: name */
                    ethnicity?: string;
                    /** Format: name */
                    politicalViews?: string;
                    /** @enum {string} */
                    locale?: "en" | "sv";
                    /** Format: name */
                    externalId?: string;
                    /** Format: date-time */
                    informedAt: string;
                    /** Format: uuid */
                    informedBy?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this. `below-minimum-age`: Below the minimum age */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchPatients: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        /** @description `query`: words of the name, mistyped or begun, the best matches first, on one page. Or at least one of `email`, `phone` and `nationalId`, compared as a whole in their normal form. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "query": "andersn anna"
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    query?: string;
                    /** Format: email */
                    email?: string;
                    /** Format: phone */
                    phone?: string;
                    /**
                     * Format: name
                     * @description A national number of the organisation’s country, as typed; answered in its normal form.
                     */
                    nationalId?: string;
                    /** @description Whose data is restricted is left out otherwise. */
                    includeRestricted?: boolean;
                    /** @default 50 */
                    limit?: number;
                    cursor?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedPatient"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPatient: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePatient: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        /** @description `null` takes a value away, also one that the organisation hides. `recordKept`, by practitioners alone, says which record the law keeps and from when its period counts: until then an erasure waits. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phone": "+46707654321",
                 *       "address": null
                 *     }
                 */
                "application/json": {
                    /** Format: name */
                    firstName?: string;
                    /** Format: name */
                    lastName?: string;
                    /** Format: email */
                    email?: string | null;
                    /** Format: phone */
                    phone?: string | null;
                    /** Format: date */
                    dateOfBirth?: string | null;
                    address?: {
                        /** Format: name */
                        street: string;
                        /** Format: name */
                        postalCode: string;
                        /** Format: name */
                        city: string;
                        /** Format: country */
                        country: string;
                    } | null;
                    /**
                     * Format: name
                     * @description A national number of the organisation’s country, as typed; answered in its normal form.
                     */
                    nationalId?: string | null;
                    /** @enum {string|null} */
                    sex?: "female" | "male" | "other" | null;
                    /** Format: name */
                    town?: string | null;
                    interests?: string[] | null;
                    socialProfiles?: {
                        /** Format: name */
                        network: string;
                        /** Format: name */
                        profile: string;
                    }[] | null;
                    /** Format: name */
                    religion?: string | null;
                    /** Format: name */
                    ethnicity?: string | null;
                    /** Format: name */
                    politicalViews?: string | null;
                    /** @enum {string} */
                    locale?: "en" | "sv";
                    /** Format: name */
                    externalId?: string | null;
                    recordKept?: {
                        /** @enum {string} */
                        kind: "general" | "minor" | "dental" | "pharmacy" | "imaging" | "occupational";
                        /** Format: date */
                        lastEntryAt: string;
                        /** Format: date */
                        endedAt?: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this. `below-minimum-age`: Below the minimum age */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPatientChanges: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RecordedPatientChange"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deactivatePatient: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restrictPatient: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The patient disputes the diagnosis on record"
                 *     }
                 */
                "application/json": {
                    /** Format: note */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unrestrictPatient: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        /** @description The person is told before a restriction is lifted (GDPR Art. 18(3)): by a mail, a day before; or at once where you have told them, at `toldAt`. */
        requestBody: {
            content: {
                /** @example {} */
                "application/json": {
                    /** Format: date-time */
                    toldAt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mergePatients: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        /** @description Everything of `from` becomes the patient’s of the path, whose own values win; `from` is gone then. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    from: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Patient"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-linked`: Already linked. `patient-busy`: The patient has another appointment then. `erasure-open`: An erasure waits for the patient */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkPatient: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        organisationId: string;
                        /** Format: uuid */
                        patientId: string;
                        /** @enum {string} */
                        as: "patient" | "guardian";
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in. `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-linked`: Already linked */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImports: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Import"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addImport: {
        parameters: {
            query: {
                kind: "patients" | "appointments";
                /** @description Try everything, store nothing. */
                dryRun?: boolean;
                /** @description `abort`: one refused row and nothing is stored. `skip`: refused rows are left out. */
                onError?: "abort" | "skip";
                /** @description When the people were told that they are registered here; needed for patients. */
                informedAt?: string;
                /** @description The service of rows that name none that is known; the organisation's first if left out. */
                serviceId?: string;
                /** @description CSV alone: the template's names of the file's columns, in the file's order, with a comma between; an empty one leaves its column out. If left out, the header names them. */
                columns?: string;
            };
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/fhir+ndjson": unknown;
                "application/fhir+json": unknown;
                "text/csv": unknown;
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedImport"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `import-running`: An import is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImportTemplate: {
        parameters: {
            query: {
                kind: "patients" | "appointments";
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line: the names of the columns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImportErrors: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                kind?: "error" | "noAddress" | "ignored";
            };
            header?: never;
            path: {
                organisationId: string;
                importId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ImportFinding"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGuardians: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Guardian"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addGuardian: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        /** @description You have checked who the person is: `identityCheck` says how and when. The address gets a link for one use, which an account of exactly this verified address takes up. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "parent@example.com",
                 *       "relation": "parent",
                 *       "identityCheck": {
                 *         "method": "identityDocument",
                 *         "checkedAt": "2026-05-01T08:00:00Z"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    email: string;
                    /** @enum {string} */
                    relation: "parent" | "legalGuardian" | "fosterParent";
                    identityCheck: {
                        /** @enum {string} */
                        method: "electronicId" | "identityDocument" | "registerExtract" | "personallyKnown";
                        /** Format: date-time */
                        checkedAt: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Guardian"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endGuardian: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
                guardianId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAssignments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Assignment"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAssignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "practitionerId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    practitionerId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Assignment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAssignment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
                assignmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBreakGlasses: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["BreakGlass"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBreakGlass: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        /** @description `minutes`: 60 where it is left out. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "patientId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "reason": "Brought in unconscious, no relation on record",
                 *       "minutes": 30
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    patientId: string;
                    /** Format: note */
                    reason: string;
                    minutes?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakGlass"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveBreakGlass: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                breakGlassId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BreakGlass"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `conflict`: The present state refuses this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAvailability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceAvailability: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "rules": [
                 *         {
                 *           "siteId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *           "weekdays": [
                 *             "MO",
                 *             "TU"
                 *           ],
                 *           "from": "09:00",
                 *           "to": "17:00"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    rules: {
                        /** Format: uuid */
                        siteId: string;
                        weekdays: ("MO" | "TU" | "WE" | "TH" | "FR" | "SA" | "SU")[];
                        /** Format: local-time */
                        from: string;
                        /** Format: local-time */
                        to: string;
                        /** Format: date */
                        validFrom?: string;
                        /** Format: date */
                        validTo?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Availability"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-required`: If-Match is needed */
            428: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTimeOff: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TimeOff"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addTimeOff: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "2027-03-01T00:00",
                 *       "to": "2027-03-08T00:00"
                 *     }
                 */
                "application/json": {
                    /** Format: local-date-time */
                    from: string;
                    /** Format: local-date-time */
                    to: string;
                    /** Format: uuid */
                    siteId?: string;
                    /** Format: note */
                    reason?: string;
                    /** @description Booked appointments in that time stay. */
                    keepAppointments?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimeOff"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `appointments-affected`: Booked appointments lie in this time */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeTimeOff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                practitionerId: string;
                timeOffId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExtraHours: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ExtraHours"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addExtraHours: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "siteId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "from": "2027-03-06T09:00",
                 *       "to": "2027-03-06T13:00"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    siteId: string;
                    /** Format: local-date-time */
                    from: string;
                    /** Format: local-date-time */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtraHours"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeExtraHours: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                practitionerId: string;
                extraHoursId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSlots: {
        parameters: {
            query: {
                serviceId: string;
                from: string;
                to: string;
                practitionerId?: string;
                siteId?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Slot"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPractitionerSlots: {
        parameters: {
            query: {
                serviceId: string;
                from: string;
                to: string;
            };
            header?: never;
            path: {
                practitionerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Slot"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAppointments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                practitionerId?: string;
                patientId?: string;
                status?: "booked" | "completed" | "noShow" | "cancelled";
                settled?: boolean;
                /** @description Ask from a minute before the newest change that you have seen: a change counts from the start of its transaction. */
                updatedSince?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ListedAppointment"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bookAppointment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        /** @description `confidential`: guardians of the patient do not see the appointment; so it is with every one of a confidential service. Guardians cannot ask for it. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "practitionerId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "serviceId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "startsAt": "2027-03-01T08:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    practitionerId: string;
                    /** Format: uuid */
                    serviceId: string;
                    /** Format: date-time */
                    startsAt: string;
                    /** Format: uuid */
                    siteId?: string;
                    /** Format: uuid */
                    patientId?: string;
                    /** Format: note */
                    note?: string;
                    confidential?: boolean;
                    /** Format: name */
                    externalId?: string;
                    acceptedPolicies?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `slot-taken`: The time is taken. `patient-busy`: The patient has another appointment then. `already-exists`: It exists already. `agreement-missing`: The data-processing agreement is missing */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `slot-not-offered`: This time is not offered. `rule-refused`: A rule refuses this. `below-minimum-age`: Below the minimum age */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAppointment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correctAppointment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "note": "Brings earlier X-rays"
                 *     }
                 */
                "application/json": {
                    /** Format: note */
                    note?: string | null;
                    price?: {
                        amount: number;
                        currency: string;
                    };
                    /** @enum {string} */
                    payer?: "patient" | "organisation";
                    confidential?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rescheduleAppointment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "startsAt": "2027-03-02T08:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: date-time */
                    startsAt: string;
                    /** Format: uuid */
                    practitionerId?: string;
                    /** Format: uuid */
                    siteId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `slot-taken`: The time is taken. `patient-busy`: The patient has another appointment then. `not-booked`: The appointment is not booked any more. `already-started`: The appointment has begun */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `slot-not-offered`: This time is not offered. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelAppointment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": {
                    /** Format: note */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `not-booked`: The appointment is not booked any more. `already-started`: The appointment has begun */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeAppointment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `not-booked`: The appointment is not booked any more. `not-started`: The appointment has not begun */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordNoShow: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `not-booked`: The appointment is not booked any more. `not-started`: The appointment has not begun */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleAppointment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "settledAt": "2027-03-01T09:00:00Z",
                 *       "invoiceNumber": "2027-118"
                 *     }
                 */
                "application/json": {
                    /** Format: date-time */
                    settledAt: string;
                    /** Format: name */
                    invoiceNumber?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Appointment"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnAppointments: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OwnAppointment"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAppointmentNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                appointmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Notification"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
                patientId?: string;
                accountId?: string;
                action?: "read" | "searchHit" | "create" | "change" | "delete" | "link" | "unlink" | "export" | "print" | "share" | "breakGlass" | "unblock" | "signIn" | "signOut" | "security";
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEvent"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAuditEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrailVerdict"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccessLog: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AccessLogEntry"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPublicPolicies: {
        parameters: {
            query?: {
                /** @description Whose texts; left out: those of the platform. */
                organisationId?: string;
                language?: "en" | "sv";
                audience?: "patients" | "staff";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PolicyHistoryEntry"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicyHistory: {
        parameters: {
            query?: {
                /** @description Whose texts; left out: those of the platform. */
                organisationId?: string;
                language?: "en" | "sv";
                audience?: "patients" | "staff";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PolicyHistoryEntry"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PolicyHistoryEntry"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "audience": "patients",
                 *       "mode": "notify",
                 *       "language": "en",
                 *       "text": "How we handle what you tell us.",
                 *       "effectiveFrom": "2030-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    audience: "patients" | "staff";
                    /** @enum {string} */
                    mode: "notify" | "mustAccept";
                    /** @enum {string} */
                    language: "en" | "sv";
                    /**
                     * Format: note
                     * @description Markdown as plain text; Praxis does not render it.
                     */
                    text: string;
                    /** Format: date-time */
                    effectiveFrom: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlatformPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PolicyHistoryEntry"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishPlatformPolicy: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "audience": "patients",
                 *       "mode": "notify",
                 *       "language": "en",
                 *       "text": "How we handle what you tell us.",
                 *       "effectiveFrom": "2030-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    audience: "patients" | "staff";
                    /** @enum {string} */
                    mode: "notify" | "mustAccept";
                    /** @enum {string} */
                    language: "en" | "sv";
                    /**
                     * Format: note
                     * @description Markdown as plain text; Praxis does not render it.
                     */
                    text: string;
                    /** Format: date-time */
                    effectiveFrom: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyVersion"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OwnPolicy"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptPolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "versionIds": [
                 *         "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11"
                 *       ]
                 *     }
                 */
                "application/json": {
                    versionIds: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acceptances"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "organisationId": null,
                 *       "consents": [
                 *         {
                 *           "purpose": "research",
                 *           "granted": false
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uuid
                     * @description Towards whom; null is the platform.
                     */
                    organisationId: string | null;
                    consents: {
                        /** @enum {string} */
                        purpose: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing";
                        granted: boolean;
                        /** Format: uuid */
                        textId?: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `below-consent-age`: Too young to consent alone. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCommunicationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunicationPreferences"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeCommunicationPreferences: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that was read; 412 when it has changed meanwhile. */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "marketing": false,
                 *       "reminders": true
                 *     }
                 */
                "application/json": {
                    marketing?: boolean;
                    reminders?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CommunicationPreferences"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `precondition-failed`: It has changed meanwhile */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPatientConsents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordPatientConsents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                patientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "consents": [
                 *         {
                 *           "purpose": "research",
                 *           "granted": true
                 *         }
                 *       ],
                 *       "guardian": {
                 *         "name": "Karin Lindqvist",
                 *         "check": "Identity card and custody register"
                 *       }
                 *     }
                 */
                "application/json": {
                    consents: {
                        /** @enum {string} */
                        purpose: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing";
                        granted: boolean;
                        /** Format: uuid */
                        textId?: string;
                    }[];
                    guardian?: {
                        /** Format: name */
                        name: string;
                        /** Format: note */
                        check: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consents"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `below-consent-age`: Too young to consent alone. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConsentTexts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ConsentText"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishConsentText: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "purpose": "research",
                 *       "language": "en",
                 *       "text": "We may use your data for our study on back pain."
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    purpose: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing";
                    /** @enum {string} */
                    language: "en" | "sv";
                    /** Format: note */
                    text: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentText"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAgreementVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AgreementVersion"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    publishAgreement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "language": "en",
                 *       "text": "The processor acts on documented instructions of the controller.",
                 *       "effectiveFrom": "2030-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    language: "en" | "sv";
                    /**
                     * Format: note
                     * @description Markdown as plain text; Praxis does not render it.
                     */
                    text: string;
                    /** Format: date-time */
                    effectiveFrom: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgreementVersion"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAgreements: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Agreement"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signAgreement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        /** @description Either `versionId`, signed now, or `ownAgreementReference` with the day of its signature. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ownAgreementReference": "DPA 2026-14",
                 *       "signedAt": "2026-10-01T09:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    versionId?: string;
                    /** Format: name */
                    ownAgreementReference?: string;
                    /** Format: date-time */
                    signedAt?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Agreement"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-exists`: It exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOwnData: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataExport"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDataImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description Of the copy the account takes what its owner could type: name, phone and language; the organisation, where one is named and the person is its patient, phone, address and language. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "export": {
                 *         "schema": "https://praxis.example/v1/privacy/export-schema",
                 *         "format": "praxis-data-export-1",
                 *         "exportedAt": "2027-03-01T08:00:00Z",
                 *         "parts": []
                 *       }
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    organisationId?: string;
                    export: components["schemas"]["DataExport"];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataImported"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description JSON Schema, draft 2020-12 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/schema+json": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOwnDataRequests: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OwnRequest"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fileOwnDataRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "access"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
                    /**
                     * Format: uuid
                     * @description Left out: everybody who holds anything, the account itself included.
                     */
                    organisationId?: string;
                    /**
                     * @description Default `all`. The health record is answered by its keeper, often within a shorter time.
                     * @enum {string}
                     */
                    object?: "all" | "healthRecord";
                    /**
                     * @description Of an objection: what must stop.
                     * @enum {string}
                     */
                    purpose?: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing" | "reminders" | "statistics";
                    /** @description Of a rectification: each wrong field with its right value; `null` takes one away. */
                    changes?: {
                        /** Format: name */
                        firstName?: string;
                        /** Format: name */
                        lastName?: string;
                        /** Format: email */
                        email?: string | null;
                        /** Format: phone */
                        phone?: string | null;
                        /** Format: date */
                        dateOfBirth?: string | null;
                        address?: {
                            /** Format: name */
                            street: string;
                            /** Format: name */
                            postalCode: string;
                            /** Format: name */
                            city: string;
                            /** Format: country */
                            country: string;
                        } | null;
                        /**
                         * Format: name
                         * @description A national number of the organisation’s country, as typed; answered in its normal form.
                         */
                        nationalId?: string | null;
                    };
                    /** Format: note */
                    reason?: string;
                    /** @description Of an erasure: without 72 hours to think about it. */
                    expedite?: boolean;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRequest"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `request-open`: The same was asked already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOwnDataRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRequestDetails"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawOwnDataRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRequest"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `request-closed`: The request cannot take this turn any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOwnDataRequestExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataExport"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-export`: There is nothing to take along */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDataRequests: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                state?: "received" | "identityCheck" | "grace" | "blocked" | "scheduled" | "running" | "verifying" | "failed" | "completed" | "refused" | "withdrawn";
                kind?: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
                /** @description Whose last day is before this one. */
                dueBefore?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["DataRequest"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fileDataRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "access",
                 *       "patientId": "01900000-0000-7000-8000-000000000001",
                 *       "receivedAt": "2026-11-30T08:00:00Z",
                 *       "identityEvidence": {
                 *         "method": "identityDocument",
                 *         "checkedBy": "01900000-0000-7000-8000-000000000002"
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
                    /**
                     * @description Default `all`. The health record is answered by its keeper, often within a shorter time.
                     * @enum {string}
                     */
                    object?: "all" | "healthRecord";
                    /**
                     * @description Of an objection: what must stop.
                     * @enum {string}
                     */
                    purpose?: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing" | "reminders" | "statistics";
                    /** @description Of a rectification: each wrong field with its right value; `null` takes one away. */
                    changes?: {
                        /** Format: name */
                        firstName?: string;
                        /** Format: name */
                        lastName?: string;
                        /** Format: email */
                        email?: string | null;
                        /** Format: phone */
                        phone?: string | null;
                        /** Format: date */
                        dateOfBirth?: string | null;
                        address?: {
                            /** Format: name */
                            street: string;
                            /** Format: name */
                            postalCode: string;
                            /** Format: name */
                            city: string;
                            /** Format: country */
                            country: string;
                        } | null;
                        /**
                         * Format: name
                         * @description A national number of the organisation’s country, as typed; answered in its normal form.
                         */
                        nationalId?: string | null;
                    };
                    /** Format: note */
                    reason?: string;
                    /** Format: uuid */
                    patientId: string;
                    /**
                     * Format: date-time
                     * @description When it came in: the time for the answer counts from then.
                     */
                    receivedAt: string;
                    /** @description Left out: it is asked for first. */
                    identityEvidence?: {
                        /** @enum {string} */
                        method: "identityDocument" | "electronicIdentification" | "videoCall" | "personallyKnown" | "letterOfAuthority";
                        /**
                         * Format: uuid
                         * @description The account of the member who checked it.
                         */
                        checkedBy: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRequest"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `request-open`: The same was asked already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDataRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRequestDetails"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyDataRequestIdentity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                requestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "method": "identityDocument",
                 *       "checkedBy": "01900000-0000-7000-8000-000000000002"
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    method: "identityDocument" | "electronicIdentification" | "videoCall" | "personallyKnown" | "letterOfAuthority";
                    /**
                     * Format: uuid
                     * @description The account of the member who checked it.
                     */
                    checkedBy: string;
                    /**
                     * Format: uuid
                     * @description Of a request without account: whom it is about.
                     */
                    patientId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRequest"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `request-closed`: The request cannot take this turn any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    extendDataRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                requestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cause": "complexity",
                 *       "reason": "The record is spread over three archives."
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    cause: "complexity" | "number" | "olderData";
                    /** Format: note */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRequest"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `request-closed`: The request cannot take this turn any more. `request-not-extendable`: The time cannot be extended */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseDataRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                requestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "cause": "legalDuty",
                 *       "reason": "Invoices stay for seven years by law."
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    cause: "unfounded" | "excessive" | "rightsOfOthers" | "legalDuty" | "publicInterest" | "legalClaims" | "identityNotProven" | "nothingHeld" | "other";
                    /** Format: note */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRequest"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `request-closed`: The request cannot take this turn any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveDataRequest: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                requestId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "answer": "We have corrected the address."
                 *     }
                 */
                "application/json": {
                    /** Format: note */
                    answer: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataRequest"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `request-closed`: The request cannot take this turn any more. `answer-too-early`: The answer would come too early */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    fileDataRequestPublicly: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "organisationId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "kind": "access",
                 *       "email": "anna@example.com",
                 *       "firstName": "Anna",
                 *       "lastName": "Lindqvist",
                 *       "dateOfBirth": "1984-05-12"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    organisationId: string;
                    /** @enum {string} */
                    kind: "access" | "portability" | "rectification" | "erasure" | "restriction" | "objection" | "accessLogs";
                    /** @enum {string} */
                    object?: "all" | "healthRecord";
                    /**
                     * @description Of an objection: what must stop.
                     * @enum {string}
                     */
                    purpose?: "marketing" | "reviewInvitations" | "research" | "demographics" | "socialProfiles" | "specialCategories" | "sharing" | "reminders" | "statistics";
                    /** @description Of a rectification: each wrong field with its right value; `null` takes one away. */
                    changes?: {
                        /** Format: name */
                        firstName?: string;
                        /** Format: name */
                        lastName?: string;
                        /** Format: email */
                        email?: string | null;
                        /** Format: phone */
                        phone?: string | null;
                        /** Format: date */
                        dateOfBirth?: string | null;
                        address?: {
                            /** Format: name */
                            street: string;
                            /** Format: name */
                            postalCode: string;
                            /** Format: name */
                            city: string;
                            /** Format: country */
                            country: string;
                        } | null;
                        /**
                         * Format: name
                         * @description A national number of the organisation’s country, as typed; answered in its normal form.
                         */
                        nationalId?: string | null;
                    };
                    /** Format: note */
                    reason?: string;
                    /** Format: email */
                    email: string;
                    /** Format: name */
                    firstName: string;
                    /** Format: name */
                    lastName: string;
                    /** Format: date */
                    dateOfBirth?: string;
                };
            };
        };
        responses: {
            /** @description Taken. What comes of it is told by mail. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyDataRequestEmail: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        id: string;
                        /** @description With it the request is followed; keep it. It is shown this once. */
                        secret: string;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFollowedDataRequest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnRequestDetails"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFollowedDataRequestExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DataExport"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `no-export`: There is nothing to take along */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoErasure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "tq0zD5Wb1yYxg3cJ0Xc7lq2kqk3m1b7mB3x0d0b8m5Y"
                 *     }
                 */
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `request-closed`: The request cannot take this turn any more */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                requestId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file; a picture without what its camera wrote into it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "image/jpeg": string;
                    "image/png": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/pdf": unknown;
                "image/jpeg": unknown;
                "image/png": unknown;
            };
        };
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: The present state refuses this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportPrivacy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "underAge",
                 *       "organisationId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "text": "My daughter is eleven and has registered herself."
                 *     }
                 */
                "application/json": {
                    /**
                     * @description `underAge`: somebody below the minimum age has an account or is registered.
                     * @enum {string}
                     */
                    kind: "underAge" | "misuse" | "breach" | "other";
                    /** Format: uuid */
                    organisationId: string;
                    /** Format: note */
                    text: string;
                    /**
                     * Format: email
                     * @description Where the organisation can ask back.
                     */
                    email?: string;
                };
            };
        };
        responses: {
            /** @description Taken. What comes of it is told by mail. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPrivacyReports: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["PrivacyReport"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settlePrivacyReport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                reportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyReport"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getErasurePreview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErasurePreview"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getErasureCertificate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                secret: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedErasureCertificate"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid-token`: The token is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCertificateKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateKeys"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrivacyNotice: {
        parameters: {
            query?: {
                organisationId?: string;
                language?: "en" | "sv" | "nl" | "fr" | "az";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The notice */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Notice"];
                    "text/html": string;
                    "text/markdown": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProcessingActivities: {
        parameters: {
            query?: {
                organisationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProcessingActivities"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProcessors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Processors"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrivacyContacts: {
        parameters: {
            query?: {
                organisationId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PrivacyContacts"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRetentionPreview: {
        parameters: {
            query?: {
                at?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionPreview"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRetentionRuns: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["RetentionRun"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLegalHolds: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["LegalHold"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addLegalHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        /** @description Without `patientId` everything that the organisation holds stays. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "patientId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "reason": "Claim announced on 3 March 2027"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    patientId?: string;
                    /** Format: note */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalHold"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftLegalHold: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
                holdId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The claim was withdrawn"
                 *     }
                 */
                "application/json": {
                    /** Format: note */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LegalHold"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-done`: The first request was carried out */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDisclosures: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Disclosure"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addDisclosure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "patientId": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e11",
                 *       "authority": "Stockholms tingsrätt",
                 *       "legalBasis": "RB 38:2",
                 *       "scope": {
                 *         "kinds": [
                 *           "appointments"
                 *         ],
                 *         "from": "2026-01-01",
                 *         "to": "2026-06-30"
                 *       },
                 *       "whatWentOut": "Dates of visits, on paper.",
                 *       "approvedBy": "0199f0c2-6f43-7b6e-9a53-2f7d1c0a9e12",
                 *       "disclosedAt": "2026-07-01T09:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: uuid */
                    patientId: string;
                    /** Format: name */
                    authority: string;
                    /** Format: name */
                    legalBasis: string;
                    scope: {
                        kinds: ("mailedLinks" | "patient" | "guardians" | "assignments" | "breakGlass" | "appointments" | "mails" | "accessLog" | "consents" | "dataRequests" | "objections" | "patientChanges")[];
                        /**
                         * Format: date
                         * @description The first day of which data went out.
                         */
                        from?: string;
                        /**
                         * Format: date
                         * @description The last day.
                         */
                        to?: string;
                    };
                    /** Format: note */
                    whatWentOut: string;
                    /**
                     * Format: uuid
                     * @description The account of the member who approved it.
                     */
                    approvedBy: string;
                    /** Format: date-time */
                    disclosedAt: string;
                    /**
                     * Format: date-time
                     * @description Until when it must be kept from the patient, where the demand says so.
                     */
                    sealedUntil?: string;
                    /** Format: note */
                    sealReason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disclosure"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDisclosure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disclosure"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDisclosureExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                disclosureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DisclosedData"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addExport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueuedExport"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `export-running`: An export is under way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["OrganisationExport"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrganisationExport"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExportArchive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
                exportId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A tar archive; `manifest.json` is its last entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-tar": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `export-not-ready`: The archive is not ready. `export-outdated`: The archive is made anew */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `export-expired`: The archive is gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTermination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Termination"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startTermination: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The practice closes."
                 *     }
                 */
                "application/json": {
                    /** Format: note */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Termination"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `already-leaving`: The organisation is leaving already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelTermination: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOwnershipTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnershipTransfer"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addOwnershipTransfer: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "newAdminEmail": "chef@vardbolaget.example",
                 *       "newControllerName": "Vårdbolaget AB",
                 *       "effectiveFrom": "2030-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /** Format: email */
                    newAdminEmail: string;
                    /**
                     * Format: name
                     * @description What the organisation is called from then on; left out, its name stays.
                     */
                    newControllerName?: string;
                    /** Format: date-time */
                    effectiveFrom: string;
                    /**
                     * Format: uuid
                     * @description The version of its policy for patients that must be accepted from then on; the organisation publishes it before.
                     */
                    policyVersionId?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnershipTransfer"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running. `transfer-announced`: The organisation changes hands already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelOwnershipTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAnnouncements: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Announcement"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-cursor`: The cursor is not valid here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAnnouncement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "information",
                 *       "audience": "orgAdmins",
                 *       "texts": {
                 *         "en": {
                 *           "title": "Maintenance on Sunday",
                 *           "text": "The service pauses from 02:00 to 03:00 UTC."
                 *         }
                 *       }
                 *     }
                 */
                "application/json": {
                    /** @enum {string} */
                    kind: "incident" | "information";
                    /**
                     * @description `organisation`: its members, and its patients where its setting `platformMayWriteToPatients` says so. `accounts`: everybody who can sign in; information goes to nobody who is but a patient of organisations that do not say so.
                     * @enum {string}
                     */
                    audience: "accounts" | "orgAdmins" | "organisation";
                    /**
                     * Format: uuid
                     * @description With audience `organisation`: which.
                     */
                    organisationId?: string;
                    /** @description At least one; at most 20 lines each, each of which becomes a paragraph. */
                    texts: {
                        en?: {
                            /** Format: name */
                            title: string;
                            /** Format: note */
                            text: string;
                        };
                        sv?: {
                            /** Format: name */
                            title: string;
                            /** Format: note */
                            text: string;
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Announcement"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract. `invalid-json`: The body is not valid JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `payload-too-large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported-media-type`: This content type is not taken here */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request. `rule-refused`: A rule refuses this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAnnouncement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                announcementId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Announcement"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getStatistics: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Statistics"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `statistics-unavailable`: There are no statistics here. `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBillingRows: {
        parameters: {
            query?: {
                limit?: number;
                cursor?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                organisationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["BillingRow"][];
                        /** @description Pass as `cursor` for the next page. */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `second-factor-required`: A second factor must be set up first. `step-up-required`: A fresh sign-in is needed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getQueues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queues"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayFailedJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description Repeating the request with the same key and body answers the first response. */
                "Idempotency-Key"?: string;
            };
            path: {
                jobId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-running`: The first request is still running */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency-mismatch`: The key was used for another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBackups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backups"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `forbidden`: Your role does not allow this. `password-change-required`: The password must be changed first. `second-factor-required`: A second factor must be set up first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "live";
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unauthenticated`: No valid sign-in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAbout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "name": "Praxis",
                     *       "version": "0.1.0",
                     *       "contract": "/openapi.json",
                     *       "medicalDevice": {
                     *         "class": null,
                     *         "conformity": null
                     *       }
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        name: "Praxis";
                        version: string;
                        /** @enum {string} */
                        contract: "/openapi.json";
                        medicalDevice: {
                            /** @description null where the operator states none. */
                            class: string | null;
                            conformity: string | null;
                        };
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSecurityContact: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description security.txt */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listErrors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ErrorDescription"][];
                    };
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getError: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorDescription"];
                };
            };
            /** @description `invalid-request`: The request does not match the contract */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not-found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `too-many-requests`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal`: Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unavailable`: Not available just now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
